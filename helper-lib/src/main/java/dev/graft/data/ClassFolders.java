package dev.graft.data;

import dev.graft.weights.Excerpt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

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
    return byName.keySet().stream().filter(name -> !SplitFolders.isWithoutLabels(name)).toList();
  }

  /** Refuses what is no folder of classes: nothing, one class, splits, or what may be those. */
  void check() {
    checkSplits();
    checkCount();
    SortedSet<String> common = commonInside();
    if (common.size() > 1) {
      throw new IllegalArgumentException(
          ("the folders of %s have folders of the same names, %s; which are the classes?"
                  + " these: ImageSet.of(path.resolve(\"%s\")) and so on;"
                  + " or %s: ImageSet.of(path, List.of(\"%s\", …))")
              .formatted(
                  parent,
                  Excerpt.listed(common),
                  classes().get(0),
                  Excerpt.listed(classes()),
                  classes().get(0)));
    }
  }

  void checkSplits() {
    if (SplitFolders.of(this).areSplits()) {
      throw new IllegalArgumentException(
          parent
              + " has "
              + Excerpt.listed(names())
              + ", splits not classes; use ImageSet.splits(path)");
    }
  }

  void checkCount() {
    if (classes().isEmpty()) {
      throw new IllegalArgumentException(
          "no images in " + parent + "; it needs one sub-folder a class");
    }
    if (classes().size() == 1) {
      String only = classes().get(0);
      List<String> inside = in(of(only).get(0)).names();
      String hint =
          inside.isEmpty()
              ? ""
              : "; is it path.resolve(\"" + only + "\"), which has " + Excerpt.listed(inside) + "?";
      throw new IllegalArgumentException(
          "only one class, \"" + only + "\", in " + parent + "; at least 2 are needed" + hint);
    }
  }

  /** Names that several of the folders have inside, of those that have nothing but folders. */
  private SortedSet<String> commonInside() {
    Set<String> seen = new HashSet<>();
    SortedSet<String> common = new TreeSet<>();
    for (String name : classes()) {
      Set<String> inside = new HashSet<>();
      List<ClassFolders> folders = of(name).stream().map(ClassFolders::in).toList();
      if (folders.stream().allMatch(folder -> folder.others.isEmpty())) {
        folders.forEach(folder -> inside.addAll(folder.byName.keySet()));
      }
      inside.stream().filter(seen::contains).forEach(common::add);
      seen.addAll(inside);
    }
    return common;
  }
}
