package dev.graft.bench;

import dev.graft.data.SampleTexts;
import dev.graft.data.TextSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of texts that all engines read: columns {@code label} and {@code text}.
 *
 * @param name in tables
 * @param train to learn from
 * @param held to judge by
 */
record Sentences(String name, Path train, Path held) {
  private static final String REVIEWS = "reviews";
  private static final int DRAWN = 1200;

  /** Finds {@code sst2} or {@code trec} in {@code GRAFT_DATA}; reviews are drawn. */
  static Sentences named(String name, Path results) {
    if (name.equals(REVIEWS)) {
      return drawn(results);
    }
    String data = System.getenv("GRAFT_DATA");
    Path folder = Path.of(data == null ? "" : data, name).toAbsolutePath();
    Path train = folder.resolve("train.tsv");
    Path held =
        Stream.of("test.tsv", "validation.tsv")
            .map(folder::resolve)
            .filter(Files::isRegularFile)
            .findFirst()
            .orElse(folder);
    if (data == null || !Files.isRegularFile(train) || held.equals(folder)) {
      throw new IllegalArgumentException(
          "no texts in \"%s\"; --data names a folder of GRAFT_DATA with train.tsv and"
                  .formatted(folder)
              + " test.tsv, or reviews, which are drawn");
    }
    return new Sentences(name, train, held);
  }

  /** What the job runs on here: SST-2 where it lies, else reviews. */
  static String preferred() {
    String data = System.getenv("GRAFT_DATA");
    return data != null && Files.isDirectory(Path.of(data, "sst2")) ? "sst2" : REVIEWS;
  }

  private static Sentences drawn(Path results) {
    TextSet.Parts parts = SampleTexts.reviews(DRAWN, 42).split(0.8, 42);
    Path folder = results.resolve(REVIEWS);
    return new Sentences(
        REVIEWS,
        write(parts.train(), folder.resolve("train.tsv")),
        write(parts.validation(), folder.resolve("test.tsv")));
  }

  /** Takes some of each part, all where there are no more, each class in its share. */
  Sentences take(int texts, Path results) {
    Path folder = results.resolve(name + "-" + texts);
    return new Sentences(
        name + " " + texts,
        write(some(read(train), texts), folder.resolve("train.tsv")),
        write(some(read(held), texts), folder.resolve("test.tsv")));
  }

  private static TextSet some(TextSet texts, int count) {
    return count < texts.size() ? texts.take(count, 42) : texts;
  }

  private static TextSet read(Path file) {
    return TextSet.tabs(file, "text", "label");
  }

  private static Path write(TextSet texts, Path file) {
    List<String> lines = new ArrayList<>(List.of("label\ttext"));
    for (int i = 0; i < texts.size(); i++) {
      lines.add(texts.classes().get(texts.label(i)) + "\t" + texts.text(i));
    }
    try {
      Files.createDirectories(file.getParent());
      Path fresh = Files.createTempFile(file.getParent(), ".texts", ".tsv");
      Files.write(fresh, lines);
      return Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING).toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException("texts cannot be written to " + file, e);
    }
  }
}
