package dev.graft.cli;

import dev.graft.data.MaskSet;
import dev.graft.data.NumberSet;
import dev.graft.data.TagSet;
import dev.graft.weights.Excerpt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;

/**
 * Reads photos with the tags, the numbers or the masks that a model was made for: its own names say
 * which columns of a table they are.
 */
final class AnsweredData {
  private final Path source;
  private final TableColumns columns;
  private final AnswerOptions options;

  AnsweredData(Path source, TableColumns columns, AnswerOptions options) {
    this.source = source;
    this.columns = columns;
    this.options = options;
  }

  /** A column of 0 and 1 for each tag, or one that lists them. */
  TagSet tags(List<String> names) {
    TableColumns.Photos photos = columns.photos(file("tags"));
    Table table = photos.table();
    boolean each = columns.label() == null && names.stream().allMatch(table::containsColumn);
    if (each) {
      Table typed = AnswerCells.TRUTHS.of(table, photos.image(), names);
      return TagSet.of(typed, photos.image(), names, folder());
    }
    String column = named(columns.label(), "tags", "--label", table, names);
    return TagSet.of(table, photos.image(), column, options.separator(), folder()).tags(names);
  }

  NumberSet numbers(List<String> names) {
    TableColumns.Photos photos = columns.photos(file("numbers"));
    Table typed = AnswerCells.NUMBERS.of(photos.table(), photos.image(), names);
    return NumberSet.of(typed, photos.image(), names, folder());
  }

  /** A folder of {@code images} and {@code masks}, or of parts of it, or a table of both. */
  MaskSet masks(List<String> classes) {
    MaskSet all =
        Files.isDirectory(source)
            ? MaskSet.of(part(), classes)
            : listed(columns.photos(source), classes);
    return all.ignoring(options.ignored());
  }

  private MaskSet listed(TableColumns.Photos photos, List<String> classes) {
    Table table = photos.table();
    String mask = named(options.mask(), options.mask(), "--mask", table, List.of());
    return MaskSet.of(table, photos.image(), mask, classes, folder());
  }

  /** Its test where there is one, else its validation, else the folder itself. */
  private Path part() {
    return Stream.of("test", "validation", "valid", "val")
        .map(source::resolve)
        .filter(part -> Files.isDirectory(part.resolve("masks")))
        .findFirst()
        .orElse(source);
  }

  private Path file(String answers) {
    if (Files.isDirectory(source)) {
      throw new IllegalArgumentException(
          "%s is a folder; a model of %s is measured on a .csv or .tsv file of paths and %s"
              .formatted(source, answers, answers));
    }
    return source;
  }

  private Path folder() {
    return source.toAbsolutePath().getParent();
  }

  private static String named(
      String wanted, String usual, String option, Table table, List<String> names) {
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
