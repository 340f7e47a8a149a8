package dev.graft.evaluate;

import java.util.stream.IntStream;

/**
 * How often pixels of a class are taken for each class: all that the figures of masks need, however
 * many pixels there are.
 */
public final class PixelCounts {
  private final int classes;

  /** By true class, then by the one given. */
  private final long[] counts;

  /**
   * Begins with none.
   *
   * @param classes how many, at least 1
   */
  public PixelCounts(int classes) {
    this.classes = classes;
    this.counts = new long[classes * classes];
  }

  /**
   * Goes on from a state.
   *
   * @param classes how many
   * @param state what {@link #state} gave
   * @return equal counts
   */
  public static PixelCounts of(int classes, double... state) {
    PixelCounts counts = new PixelCounts(classes);
    IntStream.range(0, state.length).forEach(i -> counts.counts[i] = (long) state[i]);
    return counts;
  }

  /**
   * Counts a pixel.
   *
   * @param truth index of its class
   * @param given index of the class that it is taken for
   */
  public void add(int truth, int given) {
    counts[truth * classes + given]++;
  }

  /**
   * Adds up.
   *
   * @param other counts of as many classes
   * @return a new sum
   */
  public PixelCounts plus(PixelCounts other) {
    PixelCounts sum = new PixelCounts(classes);
    for (int i = 0; i < counts.length; i++) {
      sum.counts[i] = counts[i] + other.counts[i];
    }
    return sum;
  }

  /**
   * Reads one count.
   *
   * @param truth index of the true class
   * @param given index of the class given
   * @return how many pixels
   */
  public long count(int truth, int given) {
    return counts[truth * classes + given];
  }

  /**
   * Counts the pixels of a class.
   *
   * @param truth index of the class
   * @return how many there are
   */
  public long pixels(int truth) {
    return IntStream.range(0, classes).mapToLong(given -> count(truth, given)).sum();
  }

  long given(int index) {
    return IntStream.range(0, classes).mapToLong(truth -> count(truth, index)).sum();
  }

  /**
   * Computes the intersection over union of one class (scikit-learn's {@code jaccard_score}).
   *
   * @param index of the class
   * @return 0…1, NaN for a class that neither is there nor is given
   */
  public double iou(int index) {
    long union = pixels(index) + given(index) - count(index, index);
    return union == 0 ? Double.NaN : (double) count(index, index) / union;
  }

  /**
   * Computes the mean intersection over union.
   *
   * @return the mean of all classes that are there or are given; NaN without any
   */
  public double meanIou() {
    return IntStream.range(0, classes)
        .mapToDouble(this::iou)
        .filter(iou -> !Double.isNaN(iou))
        .average()
        .orElse(Double.NaN);
  }

  /**
   * Computes the share of right pixels.
   *
   * @return 0…1; NaN without any pixel
   */
  public double accuracy() {
    long right = IntStream.range(0, classes).mapToLong(c -> count(c, c)).sum();
    long all = IntStream.range(0, classes).mapToLong(this::pixels).sum();
    return all == 0 ? Double.NaN : (double) right / all;
  }

  /**
   * Gives all that was counted.
   *
   * @return row by row, the true class's
   */
  public double[] state() {
    return IntStream.range(0, counts.length).mapToDouble(i -> counts[i]).toArray();
  }
}
