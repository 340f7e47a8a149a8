package dev.graft.data;

import dev.graft.weights.Excerpt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Reads tags from a table: a column of 0 and 1 for each, or one column that lists them. */
final class TagColumns {
  private TagColumns() {}

  static Tags each(Table table, List<String> names) {
    boolean[][] rows = new boolean[table.rowCount()][names.size()];
    for (int tag = 0; tag < names.size(); tag++) {
      Column<?> column = AnsweredFiles.column(table, names.get(tag));
      for (int i = 0; i < rows.length; i++) {
        rows[i][tag] = has(column, names.get(tag), i);
      }
    }
    return new Tags(names.stream().map(FileName::composed).toList(), rows);
  }

  private static boolean has(Column<?> column, String name, int row) {
    requireThere(column, name, row, "must be 0 or 1");
    if (column instanceof BooleanColumn truths) {
      return truths.get(row);
    }
    if (!(column instanceof NumericColumn<?> numbers)) {
      throw new IllegalArgumentException(
          "column %s is of %s, must be of 0 and 1, or true and false"
              .formatted(Excerpt.quoted(name), column.type().name()));
    }
    double value = numbers.getDouble(row);
    if (value != 0 && value != 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s in row %d is %s, must be 0 or 1",
              Excerpt.quoted(name),
              row + 1,
              column.get(row)));
    }
    return value == 1;
  }

  private static void requireThere(Column<?> column, String name, int row, String right) {
    if (column.isMissing(row)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "%s is missing in row %d, %s", Excerpt.quoted(name), row + 1, right));
    }
  }

  /** The tags sorted by name; a row of separators alone has none. */
  static Tags listed(Table table, String name, String separator) {
    if (separator.isEmpty()) {
      throw new IllegalArgumentException(
          "separator is empty, must be what stands between two tags");
    }
    Column<?> column = AnsweredFiles.column(table, name);
    List<Set<String>> rows = new ArrayList<>();
    Set<String> all = new TreeSet<>();
    for (int i = 0; i < table.rowCount(); i++) {
      requireThere(
          column, name, i, "must be tags; an image without one says \"%s\"".formatted(separator));
      Set<String> row = parts(column.getString(i), separator);
      rows.add(row);
      all.addAll(row);
    }
    List<String> names = List.copyOf(all);
    if (names.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "column %s has no tag in %d rows", Excerpt.quoted(name), rows.size()));
    }
    boolean[][] theirs = new boolean[rows.size()][names.size()];
    for (int i = 0; i < theirs.length; i++) {
      for (int tag = 0; tag < names.size(); tag++) {
        theirs[i][tag] = rows.get(i).contains(names.get(tag));
      }
    }
    return new Tags(names, theirs);
  }

  private static Set<String> parts(String text, String separator) {
    Set<String> parts = new LinkedHashSet<>();
    Arrays.stream(text.split(Pattern.quote(separator)))
        .map(part -> FileName.composed(part.strip()))
        .filter(part -> !part.isEmpty())
        .forEach(parts::add);
    return parts;
  }
}
