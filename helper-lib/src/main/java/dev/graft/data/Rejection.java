package dev.graft.data;

import java.util.List;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A file that is not a readable image, and why. */
record Rejection(String file, String reason) {

  static Table table(List<Rejection> rejections) {
    StringColumn files = StringColumn.create("file");
    StringColumn reasons = StringColumn.create("reason");
    for (Rejection rejection : rejections) {
      files.append(rejection.file());
      reasons.append(rejection.reason());
    }
    return Table.create("rejected", files, reasons);
  }
}
