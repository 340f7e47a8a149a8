package dev.graft.data;

import dev.graft.weights.Excerpt;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Reads files whose labels stand in a list or a table, row by row. */
final class LabelledFiles {
  /** One file and its label; rows are counted from 1. */
  private record Row(int number, String id, Path file, String label) {}

  private final FileFinder finder = new FileFinder();
  private final Map<Path, Row> seen = new HashMap<>();
  private final List<Picture> pictures = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();
  private final List<Rejection> rejected = new ArrayList<>();

  private LabelledFiles() {}

  static Pictures of(List<Path> files, List<String> labels) {
    if (files.size() != labels.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d files and %d labels; each file needs one",
              files.size(),
              labels.size()));
    }
    List<Row> rows =
        IntStream.range(0, files.size())
            .mapToObj(i -> row(i, FileName.whole(files.get(i)), files.get(i), labels.get(i)))
            .toList();
    return new LabelledFiles().read(rows, Comparator.naturalOrder());
  }

  static Pictures of(Table table, String file, String label, Path folder) {
    Column<?> files = column(table, file);
    Column<?> labels = column(table, label);
    boolean numbers = labels instanceof NumericColumn;
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < table.rowCount(); i++) {
      String id = FileName.composed(files.getString(i).strip()).replace('\\', '/');
      if (id.isEmpty()) {
        throw new IllegalArgumentException("no file in row " + (i + 1) + " of \"" + file + "\"");
      }
      rows.add(row(i, id, resolved(folder, id), numbers ? whole(labels, i) : labels.getString(i)));
    }
    return new LabelledFiles()
        .read(rows, numbers ? Comparator.comparing(Long::valueOf) : Comparator.naturalOrder());
  }

  static Column<?> column(Table table, String name) {
    if (!table.containsColumn(name)) {
      throw new IllegalArgumentException(
          "no column \"%s\" in the table \"%s\", which has %s"
              .formatted(name, table.name(), Excerpt.listed(table.columnNames())));
    }
    return table.column(name);
  }

  private static Path resolved(Path folder, String id) {
    try {
      return folder.resolve(id);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("file is \"" + id + "\", must be a path", e);
    }
  }

  static String whole(Column<?> labels, int row) {
    if (labels.isMissing(row)) {
      return "";
    }
    double number = ((NumericColumn<?>) labels).getDouble(row);
    if (number != Math.rint(number) || Math.abs(number) > 1L << 53) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "label in row %d is %s; classes are words or whole numbers",
              row + 1,
              labels.get(row)));
    }
    return Long.toString((long) number);
  }

  private static Row row(int index, String id, Path file, String label) {
    String name = label == null ? "" : FileName.composed(label.strip());
    if (name.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "no label in row %d (%s); images without labels are for Unlabelled.of(files)",
              index + 1,
              id));
    }
    return new Row(index + 1, id, file, name);
  }

  private Pictures read(List<Row> rows, Comparator<String> order) {
    rows.forEach(this::take);
    if (pictures.isEmpty()) {
      throw new IllegalArgumentException(
          rows.isEmpty()
              ? "no files are listed; at least 1 is needed"
              : String.format(
                  Locale.ROOT,
                  "none of the %d files listed is there as an image, the first: %s",
                  rows.size(),
                  rejected.get(0)));
    }
    Collection<String> sorted = new TreeSet<>(order);
    rows.forEach(row -> sorted.add(row.label()));
    List<String> classes = List.copyOf(sorted);
    Map<String, Integer> places = new HashMap<>();
    classes.forEach(name -> places.put(name, places.size()));
    return new Pictures(classes, pictures, labels.stream().map(places::get).toList(), rejected);
  }

  private void take(Row row) {
    Path file = finder.find(row.file());
    Row before = seen.putIfAbsent(file.toAbsolutePath().normalize(), row);
    if (before != null) {
      again(row, before);
      return;
    }
    try {
      pictures.add(FolderScan.picture(row.id(), file));
      labels.add(row.label());
    } catch (UnreadableImageException e) {
      rejected.add(e.rejection());
    }
  }

  private void again(Row row, Row before) {
    if (!row.label().equals(before.label())) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s is of class %s in row %d and of %s in row %d",
              row.id(),
              Excerpt.quoted(before.label()),
              before.number(),
              Excerpt.quoted(row.label()),
              row.number()));
    }
    rejected.add(new Rejection(row.id(), "listed in row " + before.number() + " already"));
  }
}
