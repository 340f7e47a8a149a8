package dev.graft.evaluate;

import java.util.Arrays;

/**
 * How often pixels are taken for each class: of all images together, and of each image as much as
 * tells how far the figures may move, three counts a class.
 */
public final class MaskCounts {
  private final int classes;
  private final long[][] each;
  private PixelCounts all;

  /**
   * Begins with none.
   *
   * @param classes how many, at least 1
   * @param images how many, at least 1
   */
  public MaskCounts(int classes, int images) {
    this.classes = classes;
    this.each = new long[images][3 * classes];
    this.all = new PixelCounts(classes);
  }

  /**
   * Adds an image.
   *
   * @param image its index; each is added once
   * @param counts of its pixels
   */
  public void add(int image, PixelCounts counts) {
    all = all.plus(counts);
    for (int c = 0; c < classes; c++) {
      each[image][3 * c] = counts.count(c, c);
      each[image][3 * c + 1] = counts.pixels(c);
      each[image][3 * c + 2] = counts.given(c);
    }
  }

  PixelCounts all() {
    return all;
  }

  int images() {
    return each.length;
  }

  /** Sums the counts of images drawn. */
  private long[] drawn(int... images) {
    long[] sum = new long[3 * classes];
    for (int image : images) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += each[image][i];
      }
    }
    return sum;
  }

  private static double iou(long[] sum, int index) {
    long union = sum[3 * index + 1] + sum[3 * index + 2] - sum[3 * index];
    return union == 0 ? Double.NaN : (double) sum[3 * index] / union;
  }

  Interval iou(int index) {
    return Bootstrap.of(
        each.length,
        images -> {
          long hits = 0;
          long union = 0;
          for (int image : images) {
            long[] its = each[image];
            hits += its[3 * index];
            union += its[3 * index + 1] + its[3 * index + 2] - its[3 * index];
          }
          return union == 0 ? Double.NaN : (double) hits / union;
        });
  }

  Interval meanIou() {
    return Bootstrap.of(
        each.length,
        images -> {
          long[] sum = drawn(images);
          double total = 0;
          int there = 0;
          for (int c = 0; c < classes; c++) {
            double iou = iou(sum, c);
            total += Double.isNaN(iou) ? 0 : iou;
            there += Double.isNaN(iou) ? 0 : 1;
          }
          return there == 0 ? Double.NaN : total / there;
        });
  }

  Interval accuracy() {
    long[][] right = Arrays.stream(each).map(this::right).toArray(long[][]::new);
    return Bootstrap.of(
        each.length,
        images -> {
          long hits = 0;
          long pixels = 0;
          for (int image : images) {
            hits += right[image][0];
            pixels += right[image][1];
          }
          return pixels == 0 ? Double.NaN : (double) hits / pixels;
        });
  }

  /** Right pixels of an image, and all that have a class. */
  private long[] right(long... counts) {
    long[] sums = new long[2];
    for (int c = 0; c < classes; c++) {
      sums[0] += counts[3 * c];
      sums[1] += counts[3 * c + 1];
    }
    return sums;
  }
}
