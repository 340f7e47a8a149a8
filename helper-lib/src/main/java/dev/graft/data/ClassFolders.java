package dev.graft.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The folders in a folder, by name, and what else lies there. Names that differ in Unicode's form
 * alone are one name, with several folders.
 */
record ClassFolders(Path parent, SortedMap<String, List<Path>> byName, List<Path> others) {

  static ClassFolders in(Path parent) {
    if (!Files.isDirectory(parent)) {
      throw new IllegalArgumentException("no such folder: " + parent);
    }
    SortedMap<String, List<Path>> byName = new TreeMap<>();
    List<Path> others = new ArrayList<>();
    try {
      for (Path path : FolderWalk.listed(parent)) {
        if (Files.isDirectory(path)) {
          byName.computeIfAbsent(FileName.of(path), name -> new ArrayList<>()).add(path);
        } else {
          others.add(path);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("folder is not readable: " + parent, e);
    }
    return new ClassFolders(parent, byName, others);
  }

  List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /** The folders of a name, none where it has none. */
  List<Path> of(String name) {
    return byName.getOrDefault(FileName.composed(name), List.of());
  }

  /** Names the classes: all folders but those whose name says that nobody knows. */
  List<String> classes() {
    return byName.keySet().stream().filter(name -> !FolderWords.isWithoutLabels(name)).toList();
  }
}
