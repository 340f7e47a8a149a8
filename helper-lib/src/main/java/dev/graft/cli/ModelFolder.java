package dev.graft.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folder that {@code train} writes: a saved model, and beside its files what is said of it. */
final class ModelFolder {
  private static final String MODEL = "model.json";

  private ModelFolder() {}

  /** Before hours are spent: what stands there is a model, or nothing. */
  static void requireFree(Path out) {
    if (!Files.exists(out) || Files.isRegularFile(out.resolve(MODEL))) {
      return;
    }
    if (!Files.isDirectory(out) || !listed(out).isEmpty()) {
      throw new IllegalArgumentException(
          "%s exists and is no saved model; choose a new folder".formatted(out));
    }
  }

  static long bytes(Path folder) {
    return listed(folder).stream().mapToLong(ModelFolder::size).sum();
  }

  private static long size(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> listed(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException("folder is not readable: " + folder, e);
    }
  }

  /** Forgets what was set aside while models were compared, and the folder that was made for it. */
  static void delete(Path aside) {
    try {
      if (Files.exists(aside)) {
        for (Path file : listed(aside)) {
          Files.delete(file);
        }
        Files.delete(aside);
      }
      Files.deleteIfExists(aside.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot be deleted: " + aside, e);
    }
  }
}
