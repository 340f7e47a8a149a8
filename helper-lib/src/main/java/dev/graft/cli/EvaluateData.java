package dev.graft.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.Transfer;
import dev.graft.TransferModel;
import dev.graft.data.ImageSet;
import dev.graft.data.Splits;
import dev.graft.data.TextSet;
import dev.graft.data.Unreadable;
import dev.graft.evaluate.Evaluation;
import dev.graft.evaluate.Interval;
import dev.graft.progress.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says how good a saved model is on photos or texts whose classes are known. */
@Command(
    name = "evaluate",
    description = {
      "Say how good a model is on photos or texts with their classes, with intervals. Of a folder",
      "with train, validation and test the test is taken, else the validation."
    },
    mixinStandardHelpOptions = true,
    versionProvider = GraftVersion.class)
final class EvaluateData implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "MODEL", description = "folder of a saved model")
  private Path model;

  @Parameters(
      index = "1",
      paramLabel = "FOLDER|TABLE",
      description = "of class folders, or a .csv or .tsv file of texts or paths and labels")
  private Path data;

  @Option(names = "--json", description = "print one JSON object and nothing else")
  private boolean json;

  @Mixin private ColumnOptions named = new ColumnOptions();

  @Override
  public Integer call() {
    try (TransferModel loaded = TransferModel.load(model)) {
      Evaluation result = json ? Progress.silently(() -> result(loaded)) : result(loaded);
      System.out.println(json ? object(result) : result + "\n" + result.intervals());
    }
    return 0;
  }

  private Evaluation result(TransferModel loaded) {
    List<String> classes = loaded.classes();
    if (loaded.readsTexts()) {
      TextSet texts =
          Files.isDirectory(data)
              ? TextSet.of(data)
              : MaterialFiles.texts(named.columns().read(data));
      return Transfer.evaluate(loaded, texts.classes(classes));
    }
    if (Files.isRegularFile(data)) {
      ImageSet images = MaterialFiles.images(named.columns().read(data), data);
      return Transfer.evaluate(loaded, images.classes(classes));
    }
    return Transfer.evaluate(loaded, images(classes));
  }

  private ImageSet images(List<String> classes) {
    if (!ImageSet.hasSplits(data)) {
      return ImageSet.of(data, classes);
    }
    Splits splits = ImageSet.splits(data, Unreadable.SKIP);
    Map<String, ImageSet> parts = splits.parts();
    String part = parts.containsKey("test") ? "test" : "validation";
    if (!parts.containsKey(part)) {
      throw new IllegalArgumentException(
          data + " has photos to learn from alone; name its folder to be measured on those");
    }
    return parts.get(part);
  }

  private static String object(Evaluation result) {
    Map<String, Object> object = new LinkedHashMap<>();
    Interval accuracy = result.intervals().accuracy();
    object.put("images", result.size());
    object.put("accuracy", accuracy.value());
    object.put("low", accuracy.low());
    object.put("high", accuracy.high());
    object.put("macro_f1", result.macroF1());
    object.put("loss", result.loss());
    object.put("mistakes", result.mistakes().size());
    try {
      return new ObjectMapper().writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
