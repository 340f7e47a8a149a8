package dev.graft.weights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the file that begins TensorFlow's weights, which people name by a folder or a prefix. */
final class Checkpoints {
  private static final String INDEX = ".index";

  private Checkpoints() {}

  /** Finds the index of a SavedModel, of a folder or of a prefix; any other path stays. */
  static Path file(Path given) {
    if (!Files.isDirectory(given)) {
      Path index = given.resolveSibling(given.getFileName() + INDEX);
      return !Files.exists(given) && Files.isRegularFile(index) ? index : given;
    }
    Path saved = given.resolve("variables").resolve("variables" + INDEX);
    return Files.isRegularFile(saved) ? saved : only(given);
  }

  private static Path only(Path folder) {
    List<Path> found;
    try (Stream<Path> files = Files.list(folder)) {
      found = files.filter(file -> file.toString().endsWith(INDEX)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
    if (found.size() == 1) {
      return found.get(0);
    }
    String names =
        found.stream()
            .limit(5)
            .map(file -> Excerpt.of(file.getFileName().toString()))
            .collect(Collectors.joining(", "));
    throw new WeightsException(
        found.isEmpty()
            ? "folder has neither variables/variables.index, as a SavedModel has, nor another"
                + " .index ("
                + folder
                + ")"
            : "folder has "
                + found.size()
                + " checkpoints: "
                + names
                + "; give one of them ("
                + folder
                + ")");
  }
}
