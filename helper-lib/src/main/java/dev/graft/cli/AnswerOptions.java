package dev.graft.cli;

import java.util.List;
import picocli.CommandLine.Option;

/** What names the answers of tags and masks in a table or a folder. */
final class AnswerOptions {
  @Option(
      names = "--separator",
      defaultValue = ";",
      description = "what stands between two tags in the column --label, default ;")
  private String separator;

  @Option(names = "--mask", description = "column of masks' paths in a table, default mask")
  private String mask;

  @Option(
      names = "--ignore",
      split = ",",
      paramLabel = "VALUE",
      description = "values of a mask that stand for no class, besides 255")
  private List<Integer> ignored = List.of();

  String separator() {
    return separator;
  }

  String mask() {
    return mask == null ? "mask" : mask;
  }

  int[] ignored() {
    return ignored.stream().mapToInt(Integer::intValue).toArray();
  }
}
