package dev.graft.cli;

import dev.graft.TransferModel;
import dev.graft.data.MaskSet;
import dev.graft.data.NumberSet;
import dev.graft.data.TagSet;
import dev.graft.data.TextNumberSet;
import dev.graft.data.TextTagSet;
import dev.graft.weights.Excerpt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;

/**
 * Reads photos or texts with the tags, the numbers or the masks that a model was made for: its own
 * names say which columns of a table they are.
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

  /** How good a model is on them, whichever of the three it gives. */
  Measured measured(TransferModel model) {
    return switch (model.output()) {
      case TAGS -> tags(model);
      case NUMBERS -> numbers(model);
      case MASK -> Measured.of(model, masks(model.classes()));
      case SOFTMAX, BINARY -> throw new IllegalArgumentException("this model gives classes");
    };
  }

  /** A column of 0 and 1 for each tag, or one that lists them. */
  private Measured tags(TransferModel model) {
    List<String> names = model.classes();
    TableColumns.Examples examples = columns.examples(file(model, "tags"), model.readsTexts());
    Table table = examples.table();
    String column = examples.column();
    if (columns.label() == null && names.stream().allMatch(table::containsColumn)) {
      Table typed = AnswerCells.TRUTHS.of(table, column, names);
      return model.readsTexts()
          ? Measured.of(model, TextTagSet.of(typed, column, names))
          : Measured.of(model, TagSet.of(typed, column, names, folder()));
    }
    String listed = named(columns.label(), "tags", "--label", table, names);
    String between = options.separator();
    return model.readsTexts()
        ? Measured.of(model, TextTagSet.of(table, column, listed, between).tags(names))
        : Measured.of(model, TagSet.of(table, column, listed, between, folder()).tags(names));
  }

  private Measured numbers(TransferModel model) {
    List<String> names = model.classes();
    TableColumns.Examples examples = columns.examples(file(model, "numbers"), model.readsTexts());
    String column = examples.column();
    Table typed = AnswerCells.NUMBERS.of(examples.table(), column, names);
    return model.readsTexts()
        ? Measured.of(model, TextNumberSet.of(typed, column, names))
        : Measured.of(model, NumberSet.of(typed, column, names, folder()));
  }

  /** A folder of {@code images} and {@code masks}, or of parts of it, or a table of both. */
  private MaskSet masks(List<String> classes) {
    MaskSet all =
        Files.isDirectory(source)
            ? MaskSet.of(part(), classes)
            : listed(columns.examples(source, false), classes);
    return all.ignoring(options.ignored());
  }

  private MaskSet listed(TableColumns.Examples photos, List<String> classes) {
    Table table = photos.table();
    String mask = named(options.mask(), options.mask(), "--mask", table, List.of());
    return MaskSet.of(table, photos.column(), mask, classes, folder());
  }

  /** Its test where there is one, else its validation, else the folder itself. */
  private Path part() {
    return Stream.of("test", "validation", "valid", "val")
        .map(source::resolve)
        .filter(part -> Files.isDirectory(part.resolve("masks")))
        .findFirst()
        .orElse(source);
  }

  private Path file(TransferModel model, String answers) {
    if (Files.isDirectory(source)) {
      throw new IllegalArgumentException(
          "%s is a folder; a model of %s is measured on a .csv or .tsv file of %s and %s"
              .formatted(source, answers, model.readsTexts() ? "texts" : "paths", answers));
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
