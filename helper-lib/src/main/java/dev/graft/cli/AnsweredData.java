package dev.graft.cli;

import dev.graft.TransferModel;
import dev.graft.weights.Excerpt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tech.tablesaw.api.Table;

/**
 * Where photos or texts lie with answers of the kind that a model was made for: its own names say
 * which columns of a table they are.
 *
 * @param source a folder or a table
 * @param columns of a table, as far as they were named
 * @param options that tell how the answers are written there
 */
record AnsweredData(Path source, TableColumns columns, AnswerOptions options) {
  /**
   * Reads a table, which these answers must stand in.
   *
   * @param answers in the plural
   */
  TableColumns.Examples examples(TransferModel model, String answers) {
    if (Files.isDirectory(source)) {
      throw new IllegalArgumentException(
          "%s is a folder; a model of %s is measured on a .csv or .tsv file of %s and %s"
              .formatted(source, answers, model.readsTexts() ? "texts" : "paths", answers));
    }
    return columns.examples(source, model.readsTexts());
  }

  /** That a table's relative paths begin in. */
  Path folder() {
    return source.toAbsolutePath().getParent();
  }

  /**
   * Finds a column.
   *
   * @param wanted its name, or null
   * @param usual its name where none is wanted
   * @param option that names it
   * @param names of columns that would do in its place
   */
  static String named(String wanted, String usual, String option, Table table, List<String> names) {
    String column = wanted == null ? usual : wanted;
    if (table.containsColumn(column)) {
      return column;
    }
    String each = names.isEmpty() ? "" : ", no column for each of " + Excerpt.listed(names);
    throw new IllegalArgumentException(
        "%s: no column %s in %s%s; it has %s"
            .formatted(
                option,
                Excerpt.quoted(column),
                table.name(),
                each,
                Excerpt.listed(table.columnNames())));
  }
}
