package dev.graft.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.Transfer;
import dev.graft.audit.Audit;
import dev.graft.audit.Finding;
import dev.graft.data.ImageSet;
import dev.graft.progress.Progress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what is the matter with a folder of photos. */
@Command(
    name = "audit",
    description = {
      "Look for faults in a folder of class folders, or of train, validation and test:",
      "the same picture twice, wrong labels, outliers, broken files, small classes, shortcuts."
    },
    mixinStandardHelpOptions = true)
final class AuditFolder implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Parameters(paramLabel = "FOLDER", description = "of photos, a sub-folder a class")
  private Path folder;

  @Option(names = "--json", description = "print one JSON object a finding and nothing else")
  private boolean json;

  @Override
  public Integer call() {
    if (json) {
      Audit audit = Progress.silently(this::audit);
      audit.findings().forEach(finding -> System.out.println(object(finding)));
    } else {
      Audit audit = audit();
      System.out.println(audit);
      audit.findings().forEach(System.out::println);
    }
    return 0;
  }

  private Audit audit() {
    return ImageSet.hasSplits(folder)
        ? Transfer.audit(ImageSet.splits(folder))
        : Transfer.audit(ImageSet.of(folder));
  }

  private static String object(Finding finding) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("kind", finding.kind().toString());
    object.put("files", finding.files());
    object.put("score", Math.round(finding.score() * 1e4) / 1e4);
    object.put("labels", finding.labels());
    object.put("label", finding.labels().isEmpty() ? "" : finding.labels().get(0));
    if (!finding.suggested().isEmpty()) {
      object.put("suggested", finding.suggested());
    }
    object.put("advice", finding.advice());
    try {
      return JSON.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
