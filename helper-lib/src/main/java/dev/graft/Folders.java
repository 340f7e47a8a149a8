package dev.graft;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Puts a finished folder in another's place, so that no reader ever sees half of one. In a zip
 * file, which nobody else reads before it is closed, its files go there one by one.
 */
final class Folders {
  private Folders() {}

  /** What fills the new folder. */
  interface Content {
    void writeTo(Path folder) throws IOException;
  }

  /**
   * Publishes a folder. Files of the old one that the new one does not have are kept; where
   * anything fails the old one stays as it was.
   */
  static void publish(Path target, Content content) throws IOException {
    // not createTempDirectory, whose folders only their owner can read
    Path fresh = target.resolveSibling(".graft-" + UUID.randomUUID());
    try {
      Files.createDirectory(fresh);
      content.writeTo(fresh);
      exchange(fresh, target);
    } finally {
      delete(fresh);
    }
  }

  private static void exchange(Path fresh, Path target) throws IOException {
    if (!Files.exists(target)) {
      move(fresh, target);
      return;
    }
    Path old = fresh.resolveSibling(fresh.getFileName() + ".old");
    move(target, old);
    try {
      move(fresh, target);
    } catch (IOException e) {
      move(old, target);
      throw e;
    }
    for (Path file : list(old)) {
      Path place = target.resolve(file.getFileName());
      if (!Files.exists(place)) {
        Files.move(file, place);
      }
    }
    delete(old);
  }

  /** A zip file moves a folder without what lies in it, and says nothing: there, file by file. */
  private static void move(Path from, Path to) throws IOException {
    if (from.getFileSystem().equals(FileSystems.getDefault())) {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    Files.createDirectories(to);
    for (Path file : list(from)) {
      Path place = to.resolve(file.getFileName());
      if (Files.isDirectory(file)) {
        move(file, place);
      } else {
        Files.move(file, place, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Files.delete(from);
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }
}
