package dev.graft.bench.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The pictures that a question names. */
final class Pictures {
  private Pictures() {}

  /** The first files of a folder and its sub-folders, by path. */
  static List<Path> in(String folder, int limit) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      return files.filter(Files::isRegularFile).sorted().limit(limit).toList();
    }
  }
}
