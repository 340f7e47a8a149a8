package dev.graft.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds files by names written in the other form of Unicode than the file system keeps: a list made
 * on a Mac, read on Linux.
 */
final class FileFinder {
  private final Map<Path, Map<String, Path>> folders = new HashMap<>();

  /** The file of that name, or the path as it is where there is none. */
  Path find(Path path) {
    if (path.getFileName() == null || path.toString().chars().allMatch(c -> c < 128)) {
      return path;
    }
    if (Files.exists(path)) {
      return path;
    }
    Path parent = path.getParent();
    Path folder = parent == null ? path.getFileSystem().getPath("") : find(parent);
    return folders.computeIfAbsent(folder, FileFinder::names).getOrDefault(FileName.of(path), path);
  }

  private static Map<String, Path> names(Path folder) {
    Map<String, Path> names = new HashMap<>();
    try (Stream<Path> all = Files.list(folder)) {
      all.forEach(path -> names.put(FileName.of(path), path));
    } catch (IOException e) {
      return Map.of(); // the file is reported as missing
    }
    return names;
  }
}
