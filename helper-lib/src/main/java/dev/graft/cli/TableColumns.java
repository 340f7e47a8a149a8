package dev.graft.cli;

import dev.graft.weights.BoundedFile;
import dev.graft.weights.Excerpt;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/**
 * Which columns of a table hold the examples and their classes: those that are named, else those
 * with a name that says so.
 *
 * @param text column of texts, or null
 * @param image column of paths, or null
 * @param label column of classes, or null
 */
record TableColumns(String text, String image, String label) {
  private static final int MOST_BYTES = 1 << 30;
  private static final Set<String> TEXTS = Set.of("text", "texts", "sentence", "review", "comment");
  private static final Set<String> IMAGES =
      Set.of("image", "images", "file", "filename", "path", "photo", "image_id");
  private static final Set<String> LABELS =
      Set.of("label", "labels", "class", "category", "target");

  /** A table, and which of its columns is what. */
  record Read(Table table, String example, String label, boolean photos) {}

  /** A table, and which of its columns holds the examples: paths of photos, or texts. */
  record Examples(Table table, String column) {}

  static boolean isTable(Path file) {
    return List.of("csv", "tsv").contains(ending(file));
  }

  private static String ending(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.substring(name.lastIndexOf('.') + 1);
  }

  static String stem(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
  }

  /** Reads a table whose answers are no classes. */
  Examples examples(Path file, boolean texts) {
    Table table = opened(file);
    return new Examples(
        table,
        texts ? column(table, text, TEXTS, "--text") : column(table, image, IMAGES, "--image"));
  }

  private static Table opened(Path file) {
    if (!isTable(file)) {
      throw new IllegalArgumentException(
          "%s is no table: a .csv or .tsv file, whose first line names the columns, is needed"
              .formatted(file.getFileName()));
    }
    return table(file);
  }

  Read read(Path file) {
    Table table = opened(file);
    boolean photos = image != null || text == null && one(table, TEXTS).isEmpty();
    String example =
        photos ? column(table, image, IMAGES, "--image") : column(table, text, TEXTS, "--text");
    return new Read(table, example, column(table, label, LABELS, "--label"), photos);
  }

  private static String column(Table table, String named, Set<String> usual, String option) {
    if (named != null && table.containsColumn(named)) {
      return table.column(named).name();
    }
    return Optional.<String>empty()
        .or(() -> named == null ? one(table, usual) : Optional.empty())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s: which column? %s has %s"
                        .formatted(option, table.name(), Excerpt.listed(table.columnNames()))));
  }

  private static Optional<String> one(Table table, Set<String> usual) {
    List<String> found =
        table.columnNames().stream()
            .filter(name -> usual.contains(name.toLowerCase(Locale.ROOT).strip()))
            .toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private static Table table(Path file) {
    try {
      String all =
          StandardCharsets.UTF_8.newDecoder().decode(BoundedFile.read(file, MOST_BYTES)).toString();
      String text = all.startsWith("\uFEFF") ? all.substring(1) : all;
      String name = file.getFileName().toString();
      return ending(file).equals("tsv") ? tabs(text, name) : commas(text, name);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(file.getFileName() + " is not UTF-8", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static Table commas(String text, String name) {
    return Table.read()
        .usingOptions(
            CsvReadOptions.builder(new StringReader(text))
                .tableName(name)
                .maxCharsPerColumn(4_000_000)
                .columnTypesPartial(column -> Optional.of(ColumnType.STRING)));
  }

  /** Nothing is quoted, so that a text may hold any quotation mark. */
  private static Table tabs(String text, String name) {
    List<String> lines = text.lines().toList();
    List<String> names = lines.isEmpty() ? List.of() : List.of(lines.get(0).split("\t", -1));
    List<StringColumn> columns = new ArrayList<>();
    names.forEach(column -> columns.add(StringColumn.create(column)));
    for (int i = 1; i < lines.size(); i++) {
      String[] cells = lines.get(i).split("\t", -1);
      if (cells.length != names.size()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "line %d of %s has %d cells, needs %d",
                i + 1,
                name,
                cells.length,
                names.size()));
      }
      for (int c = 0; c < cells.length; c++) {
        columns.get(c).append(cells[c]);
      }
    }
    return Table.create(name, columns.toArray(StringColumn[]::new));
  }
}
