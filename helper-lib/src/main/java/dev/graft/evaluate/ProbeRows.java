package dev.graft.evaluate;

import dev.graft.weights.Excerpt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Rows to solve, in double precision.
 *
 * @param classes names
 * @param inputs (N, width)
 * @param labels (N), every class among them
 * @param owners of the rows: the first row with the same id
 */
record ProbeRows(List<String> classes, double[][] inputs, int[] labels, int... owners) {
  static ProbeRows of(Features features) {
    int[] labels = features.labels();
    List<String> classes = features.classes();
    List<List<Integer>> members = members(labels, classes.size());
    for (int c = 0; c < classes.size(); c++) {
      if (members.get(c).isEmpty()) {
        throw new IllegalArgumentException(
            "no image of class %s to learn from; each class needs one or more"
                .formatted(Excerpt.quoted(classes.get(c))));
      }
    }
    float[][] values = features.values();
    double[][] inputs = new double[values.length][];
    for (int i = 0; i < values.length; i++) {
      inputs[i] = new double[values[i].length];
      for (int k = 0; k < values[i].length; k++) {
        if (!Float.isFinite(values[i][k])) {
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT,
                  "feature %d of %s is %s, must be a finite number",
                  k,
                  Excerpt.quoted(features.ids().get(i)),
                  values[i][k]));
        }
        inputs[i][k] = values[i][k];
      }
    }
    return new ProbeRows(classes, inputs, labels, owners(features.ids()));
  }

  /** Rows without a name are of nobody else. */
  private static int[] owners(List<String> ids) {
    Map<String, Integer> first = new HashMap<>();
    return IntStream.range(0, ids.size())
        .map(i -> ids.get(i).isEmpty() ? i : first.computeIfAbsent(ids.get(i), id -> i))
        .toArray();
  }

  private static List<List<Integer>> members(int[] labels, int classes) {
    List<List<Integer>> members = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      members.add(new ArrayList<>());
    }
    for (int i = 0; i < labels.length; i++) {
      members.get(labels[i]).add(i);
    }
    return members;
  }

  /**
   * Deals the images of each class in turn, shuffled by a seed: the fold of each row. The views of
   * an image are in one fold: to be asked about one after learning from another says too much.
   */
  int[] folds(int count, long seed) {
    int[] folds = new int[labels.length];
    Random random = new Random(seed);
    int next = 0;
    for (List<Integer> members : members(labels, classes.size())) {
      members.removeIf(row -> owners[row] != row);
      Collections.shuffle(members, random);
      for (int row : members) {
        folds[row] = next++ % count;
      }
    }
    Arrays.setAll(folds, row -> folds[owners[row]]);
    return folds;
  }

  /** The rows inside a fold, or all others. */
  ProbeRows part(int[] folds, int fold, boolean inside) {
    List<double[]> some = new ArrayList<>();
    List<Integer> their = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      if (folds[i] == fold == inside) {
        some.add(inputs[i]);
        their.add(labels[i]);
      }
    }
    int[] of = their.stream().mapToInt(Integer::intValue).toArray();
    return new ProbeRows(
        classes, some.toArray(double[][]::new), of, IntStream.range(0, of.length).toArray());
  }

  LogisticRegression regression(double strength) {
    return new LogisticRegression(inputs, labels, classes.size(), strength);
  }
}
