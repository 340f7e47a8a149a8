package dev.graft.evaluate;

import java.util.Arrays;
import java.util.function.IntPredicate;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** How often a model is right that is so sure, by equally wide bins of confidence. */
final class Reliability {
  private final int[] images;
  private final double[] confidence;
  private final double[] right;

  /**
   * A bin holds its upper edge, not its lower one.
   *
   * @param sure probability of the class that each image is taken for (N)
   * @param isRight whether an image is of that class
   */
  Reliability(double[] sure, IntPredicate isRight, int bins) {
    if (bins < 1) {
      throw new IllegalArgumentException("bins is " + bins + ", must be at least 1");
    }
    images = new int[bins];
    confidence = new double[bins];
    right = new double[bins];
    for (int i = 0; i < sure.length; i++) {
      int bin = Math.min(bins, Math.max(1, (int) Math.ceil(sure[i] * bins))) - 1;
      images[bin]++;
      confidence[bin] += sure[i];
      right[bin] += isRight.test(i) ? 1 : 0;
    }
  }

  double error() {
    double gaps = 0;
    for (int bin = 0; bin < images.length; bin++) {
      gaps += Math.abs(right[bin] - confidence[bin]);
    }
    return gaps / Arrays.stream(images).sum();
  }

  Table table() {
    Table table =
        Table.create(
            "reliability",
            DoubleColumn.create("from"),
            DoubleColumn.create("to"),
            IntColumn.create("images"),
            DoubleColumn.create("confidence"),
            DoubleColumn.create("accuracy"));
    for (int bin = 0; bin < images.length; bin++) {
      if (images[bin] > 0) {
        table.doubleColumn(0).append((double) bin / images.length);
        table.doubleColumn(1).append((bin + 1.0) / images.length);
        table.intColumn(2).append(images[bin]);
        table.doubleColumn(3).append(confidence[bin] / images[bin]);
        table.doubleColumn(4).append(right[bin] / images[bin]);
      }
    }
    return table;
  }
}
