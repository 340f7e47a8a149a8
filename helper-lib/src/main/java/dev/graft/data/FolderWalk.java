package dev.graft.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files below a folder, in folders of their own too. Links are followed, and every folder is
 * read once, however many links lead to it: first where it lies, else by the first link.
 */
final class FolderWalk {
  /** What lies in the folder but gives no file, and why. */
  record LeftOut(Path path, String reason) {}

  private final List<Path> files = new ArrayList<>();
  private final List<LeftOut> leftOut = new ArrayList<>();
  private final Set<Path> read = new HashSet<>();
  private final Deque<Path> folders = new ArrayDeque<>();
  private final Deque<Path> links = new ArrayDeque<>();

  /** Walks at once. */
  FolderWalk(Path folder) {
    links.add(folder);
    while (!links.isEmpty()) {
      enter(links.remove());
      while (!folders.isEmpty()) {
        enter(folders.pop());
      }
    }
  }

  /** All files, in no particular order. */
  List<Path> files() {
    return files;
  }

  List<LeftOut> leftOut() {
    return leftOut;
  }

  private void enter(Path folder) {
    try {
      Path real = folder.toRealPath();
      if (Files.isSymbolicLink(folder) && parent(folder).startsWith(real)) {
        leftOut.add(new LeftOut(folder, "a link to a folder that it lies in"));
      } else if (read.add(real)) {
        listed(folder).forEach(this::sort);
      }
    } catch (IOException e) {
      leftOut.add(new LeftOut(folder, "folder is not readable"));
    }
  }

  private static Path parent(Path link) throws IOException {
    return link.toAbsolutePath().getParent().toRealPath();
  }

  private void sort(Path path) {
    boolean link = Files.isSymbolicLink(path);
    if (Files.isRegularFile(path)) {
      files.add(path);
    } else if (Files.isDirectory(path)) {
      (link ? links : folders).add(path);
    } else {
      leftOut.add(new LeftOut(path, link ? "a link to nothing" : "neither file nor folder"));
    }
  }

  /** What lies in a folder, but for clutter, by name. */
  static List<Path> listed(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> !Clutter.is(path)).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
