package dev.graft.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A {@code GRAFT_HOME} in which nothing was kept before.
 *
 * @param path of the folder, gone when closed
 */
record TemporaryHome(Path path) implements AutoCloseable {
  static TemporaryHome in(Path results) {
    try {
      Files.createDirectories(results.resolve("logs"));
      return new TemporaryHome(Files.createTempDirectory(results, "home"));
    } catch (IOException e) {
      throw new UncheckedIOException("home cannot be made in " + results, e);
    }
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(path)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException("home cannot be removed: " + path, e);
    }
  }
}
