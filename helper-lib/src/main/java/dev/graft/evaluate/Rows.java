package dev.graft.evaluate;

import dev.graft.weights.Excerpt;
import java.util.List;
import java.util.Locale;

/** The one rule for rows of numbers that stand for labelled images. */
final class Rows {
  private Rows() {}

  static void check(
      List<String> classes, List<String> ids, int[] labels, int rows, String whatRowsAre) {
    if (ids.size() != labels.length || rows != labels.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d ids, %d labels and %d rows of %s; each image needs one of each",
              ids.size(),
              labels.length,
              rows,
              whatRowsAre));
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes.size()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "label of image \"%s\" is %d, expected 0…%d (%s)",
                ids.get(i),
                labels[i],
                classes.size() - 1,
                Excerpt.listed(classes)));
      }
    }
  }
}
