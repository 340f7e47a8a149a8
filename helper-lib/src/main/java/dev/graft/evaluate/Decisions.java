package dev.graft.evaluate;

import dev.graft.weights.Excerpt;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What each image is, and what it is taken for.
 *
 * @param classes names
 * @param labels true class of each image (N)
 * @param taken decided class of each image (N)
 */
record Decisions(List<String> classes, int[] labels, int[] taken) {
  int size() {
    return labels.length;
  }

  boolean right(int image) {
    return labels[image] == taken[image];
  }

  /** Counts the images that are taken for what they are. */
  int hits() {
    return (int) IntStream.range(0, size()).filter(this::right).count();
  }

  /** Finds a class's position. */
  static int label(List<String> classes, String name) {
    int label = classes.indexOf(name);
    if (label < 0) {
      throw new IllegalArgumentException(
          "no class %s; there are %s".formatted(Excerpt.quoted(name), Excerpt.listed(classes)));
    }
    return label;
  }

  /** Counts images (C, C), rows true, columns taken for. */
  int[][] confusion() {
    int[][] counts = new int[classes.size()][classes.size()];
    for (int i = 0; i < size(); i++) {
      counts[labels[i]][taken[i]]++;
    }
    return counts;
  }

  Report report() {
    return new Report(classes, confusion());
  }
}
