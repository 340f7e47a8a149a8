package dev.graft.cli;

import dev.graft.data.ImageSet;
import dev.graft.data.Splits;
import dev.graft.data.TextSet;
import dev.graft.data.Unreadable;
import dev.graft.weights.Excerpt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;

/**
 * Finds out what lies at a path: photos in class folders, texts in class folders, a table of
 * either, or a folder of tables named by their part.
 */
final class MaterialFiles {
  private static final double TRAIN = 0.8;
  private static final int GLANCED = 1000;
  private static final Set<String> VALIDATION = Set.of("validation", "valid", "val", "dev");

  private final Path source;
  private final TableColumns columns;
  private final long seed;

  MaterialFiles(Path source, TableColumns columns, long seed) {
    this.source = source;
    this.columns = columns;
    this.seed = seed;
  }

  Material read() {
    if (Files.isRegularFile(source)) {
      return table();
    }
    if (!Files.isDirectory(source)) {
      throw new IllegalArgumentException("no such folder or table: " + source);
    }
    Optional<Path> train = part(Set.of("train", "training"));
    if (train.isPresent()) {
      return tables(train.get());
    }
    return holdsTexts(source) ? split(TextSet.of(source)) : photos();
  }

  private Material photos() {
    if (!ImageSet.hasSplits(source)) {
      return PhotoMaterial.of(ImageSet.of(source, Unreadable.SKIP).split(TRAIN, seed));
    }
    Splits splits = ImageSet.splits(source, Unreadable.SKIP);
    return splits.parts().containsKey("validation")
        ? PhotoMaterial.of(splits)
        : PhotoMaterial.of(splits, splits.train().split(TRAIN, seed));
  }

  private Material table() {
    TableColumns.Read read = columns.read(source);
    return read.photos()
        ? PhotoMaterial.of(images(read, source).split(TRAIN, seed))
        : split(texts(read));
  }

  private Material tables(Path train) {
    TableColumns.Read read = columns.read(train);
    if (read.photos()) {
      throw new IllegalArgumentException(
          train.getFileName() + " lists photos: name that table itself in place of its folder");
    }
    TextSet first = texts(read);
    Optional<TextSet> validation = part(VALIDATION).map(this::other);
    Optional<TextSet> test = part(Set.of("test")).map(this::other);
    TextSet.Parts own = validation.isPresent() ? null : first.split(TRAIN, seed);
    return new TextMaterial(
        own == null ? first : own.train(),
        own == null ? validation.get().classes(first.classes()) : own.validation(),
        test.map(texts -> texts.classes(first.classes())));
  }

  private TextSet other(Path file) {
    return texts(columns.read(file));
  }

  private Material split(TextSet texts) {
    TextSet.Parts parts = texts.split(TRAIN, seed);
    return new TextMaterial(parts.train(), parts.validation(), Optional.empty());
  }

  static TextSet texts(TableColumns.Read read) {
    return TextSet.of(read.table(), read.example(), read.label());
  }

  static ImageSet images(TableColumns.Read read, Path file) {
    Table table = read.table();
    return ImageSet.of(table, read.example(), read.label(), file.toAbsolutePath().getParent());
  }

  /** A table of one part of the data, by its name. */
  private Optional<Path> part(Set<String> names) {
    List<Path> found =
        listed(source)
            .filter(file -> TableColumns.isTable(file) && names.contains(TableColumns.stem(file)))
            .sorted()
            .toList();
    if (found.size() > 1) {
      throw new IllegalArgumentException(
          "%s has %s for the same part; leave one"
              .formatted(
                  source,
                  Excerpt.listed(
                      found.stream().map(Path::getFileName).map(Path::toString).toList())));
    }
    return found.stream().findFirst();
  }

  /** Whether the folders of classes hold {@code .txt} files more than anything else. */
  static boolean holdsTexts(Path source) {
    var kinds =
        listed(source)
            .filter(Files::isDirectory)
            .flatMap(folder -> listed(folder).limit(GLANCED))
            .filter(Files::isRegularFile)
            .collect(
                Collectors.partitioningBy(
                    file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".txt"),
                    Collectors.counting()));
    return kinds.get(true) > kinds.get(false);
  }

  private static Stream<Path> listed(Path folder) {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException("folder is not readable: " + folder, e);
    }
  }
}
