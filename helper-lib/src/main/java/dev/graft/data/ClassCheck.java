package dev.graft.data;

import dev.graft.weights.Excerpt;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Whether folders are classes; whoever reads them as such and is wrong is told what they are. */
final class ClassCheck {
  private ClassCheck() {}

  /** Refuses what is no folder of classes: nothing, one class, splits, or what may be those. */
  static void check(ClassFolders folders) {
    noSplits(folders);
    count(folders);
    SortedSet<String> common = commonInside(folders);
    if (common.size() > 1) {
      throw new IllegalArgumentException(
          ("the folders of %s have folders of the same names, %s; which are the classes?"
                  + " these: ImageSet.of(path.resolve(\"%s\")) and so on;"
                  + " or %s: ImageSet.of(path, List.of(\"%s\", …))")
              .formatted(
                  folders.parent(),
                  Excerpt.listed(common),
                  folders.classes().get(0),
                  Excerpt.listed(folders.classes()),
                  folders.classes().get(0)));
    }
  }

  static void noSplits(ClassFolders folders) {
    if (SplitFolders.of(folders).areSplits()) {
      throw new IllegalArgumentException(
          folders.parent()
              + " has "
              + Excerpt.listed(folders.names())
              + ", splits not classes; use ImageSet.splits(path)");
    }
  }

  static void count(ClassFolders folders) {
    if (folders.classes().isEmpty()) {
      throw new IllegalArgumentException(
          "no images in " + folders.parent() + "; it needs one sub-folder a class");
    }
    if (folders.classes().size() == 1) {
      String only = folders.classes().get(0);
      List<String> inside = ClassFolders.in(folders.of(only).get(0)).names();
      String hint =
          inside.isEmpty()
              ? ""
              : "; is it path.resolve(\"" + only + "\"), which has " + Excerpt.listed(inside) + "?";
      throw new IllegalArgumentException(
          "only one class, \""
              + only
              + "\", in "
              + folders.parent()
              + "; at least 2 are needed"
              + hint);
    }
  }

  /** Names that several of the folders have inside, of those that have nothing but folders. */
  private static SortedSet<String> commonInside(ClassFolders folders) {
    Set<String> seen = new HashSet<>();
    SortedSet<String> common = new TreeSet<>();
    for (String name : folders.classes()) {
      Set<String> inside = new HashSet<>();
      List<ClassFolders> below = folders.of(name).stream().map(ClassFolders::in).toList();
      if (below.stream().allMatch(folder -> folder.others().isEmpty())) {
        below.forEach(folder -> inside.addAll(folder.byName().keySet()));
      }
      inside.stream().filter(seen::contains).forEach(common::add);
      seen.addAll(inside);
    }
    return common;
  }
}
