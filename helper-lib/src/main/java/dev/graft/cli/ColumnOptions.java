package dev.graft.cli;

import picocli.CommandLine.Option;

/** Which columns of a table hold what, for the commands that read one. */
final class ColumnOptions {
  @Option(names = "--text", description = "column of texts in a table")
  private String text;

  @Option(names = "--image", description = "column of paths in a table")
  private String image;

  @Option(names = "--label", description = "column of classes in a table")
  private String label;

  TableColumns columns() {
    return new TableColumns(text, image, label);
  }
}
