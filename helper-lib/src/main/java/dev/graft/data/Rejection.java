package dev.graft.data;

import java.util.List;
import java.util.stream.IntStream;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A file that is left out, and why. */
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

  /** Says how many there are, and which is the first; empty where nothing was left out. */
  static String told(List<Rejection> rejections) {
    if (rejections.isEmpty()) {
      return "";
    }
    String more = rejections.size() == 1 ? "" : ", …";
    return "; " + rejections.size() + " left out, see rejected(): " + rejections.get(0) + more;
  }

  /** Says the same of a table of them. */
  static String told(Table rejected) {
    return told(
        IntStream.range(0, rejected.rowCount())
            .mapToObj(row -> new Rejection(rejected.getString(row, 0), rejected.getString(row, 1)))
            .toList());
  }

  @Override
  public String toString() {
    return file + " (" + reason + ")";
  }
}
