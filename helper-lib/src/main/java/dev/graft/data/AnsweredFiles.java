package dev.graft.data;

import dev.graft.weights.Excerpt;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Reads files whose answers stand in a table beside them, and are no classes. */
final class AnsweredFiles {
  private static final String ANSWER = "answer";

  private AnsweredFiles() {}

  /**
   * Finds the files; what is left out loses its answer.
   *
   * @param table of the files
   * @param file name of the column of paths
   * @param answers one a row
   * @param folder that relative paths begin in
   */
  static Pictures of(Table table, String file, Answers answers, Path folder) {
    Map<String, Integer> rows = new HashMap<>();
    List<String> texts =
        IntStream.range(0, answers.size())
            .mapToObj(i -> FileName.composed(answers.text(i)))
            .toList();
    IntStream.range(0, answers.size()).forEach(i -> rows.putIfAbsent(texts.get(i), i));
    StringColumn files = column(table, file).asStringColumn().setName(file);
    // a column may be named as ours is
    String beside = file.equalsIgnoreCase(ANSWER) ? ANSWER + "s" : ANSWER;
    Table listed = Table.create(table.name(), files, StringColumn.create(beside, texts));
    Pictures found = LabelledFiles.of(listed, file, beside, folder);
    int[] theirs = IntStream.range(0, found.size()).map(i -> rows.get(found.label(i))).toArray();
    return found.answered(answers.at(theirs));
  }

  static Column<?> column(Table table, String name) {
    if (!table.containsColumn(name)) {
      throw new IllegalArgumentException(
          "no column \"%s\" in the table \"%s\", which has %s"
              .formatted(name, table.name(), Excerpt.listed(table.columnNames())));
    }
    return table.column(name);
  }
}
