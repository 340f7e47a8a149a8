package dev.graft.data;

import java.util.stream.IntStream;

/**
 * How one photo is divided into looks: along each side as many as cover it, evenly apart.
 *
 * @param across the looks along the width
 * @param down the looks along the height
 */
record Tiling(Side across, Side down) {

  /**
   * The looks along one side.
   *
   * @param pixels of the photo
   * @param resized the same when the photo is as the network sees it
   * @param seen of those by one look
   * @param count of looks
   */
  record Side(int pixels, int resized, int seen, int count) {
    static Side of(int pixels, int resized, int seen) {
      return new Side(pixels, resized, seen, (resized + seen - 1) / seen);
    }

    /** Where a look lies: 0 at the beginning, 1 at the end. */
    double place(int look) {
      return count == 1 ? 0.5 : (double) look / (count - 1);
    }

    /** Where a look begins, as {@link Framing#cut} has it. */
    private double start(int look) {
      return Math.rint(place(look) * (resized - seen));
    }

    private double at(int pixel) {
      return (pixel + 0.5) * resized / pixels;
    }

    /** The look whose centre is nearest to a pixel. */
    int look(int pixel) {
      double at = at(pixel);
      int nearest = 0;
      for (int look = 1; look < count; look++) {
        if (Math.abs(at - middle(look)) < Math.abs(at - middle(nearest))) {
          nearest = look;
        }
      }
      return nearest;
    }

    private double middle(int look) {
      return start(look) + seen / 2.0;
    }

    /** Where a pixel lies among the centres of a look's pixels. */
    double within(int pixel) {
      return Math.max(0, Math.min(seen - 1, at(pixel) - start(look(pixel)) - 0.5));
    }
  }

  static Tiling of(int width, int height, InputContract contract) {
    int[] resized = Framing.resized(width, height, contract);
    return new Tiling(
        Side.of(width, resized[0], contract.width()),
        Side.of(height, resized[1], contract.height()));
  }

  int count() {
    return Math.multiplyExact(across.count(), down.count());
  }

  /** The looks row by row; a single one is the evaluation's own. */
  Look look(int index) {
    return new Look(
        across.place(index % across.count()), down.place(index / across.count()), 0, false);
  }

  /** The likeliest class of each pixel, said of the looks {@code (classes, height, width)}. */
  byte[] classes(int classes, float[][] said) {
    byte[] given = new byte[across.pixels() * down.pixels()];
    IntStream.range(0, down.pixels()).parallel().forEach(y -> row(y, classes, said, given));
    return given;
  }

  private void row(int y, int classes, float[][] said, byte... given) {
    int width = across.seen();
    int plane = width * down.seen();
    double atY = down.within(y);
    int above = (int) atY;
    int below = Math.min(above + 1, down.seen() - 1) - above;
    float shareY = (float) (atY - above);
    for (int x = 0; x < across.pixels(); x++) {
      float[] logits = said[down.look(y) * across.count() + across.look(x)];
      double atX = across.within(x);
      int left = (int) atX;
      int right = Math.min(left + 1, width - 1) - left;
      float shareX = (float) (atX - left);
      int best = 0;
      float most = Float.NEGATIVE_INFINITY;
      for (int c = 0; c < classes; c++) {
        int at = c * plane + above * width + left;
        int under = at + below * width;
        float upper = logits[at] + shareX * (logits[at + right] - logits[at]);
        float lower = logits[under] + shareX * (logits[under + right] - logits[under]);
        float value = upper + shareY * (lower - upper);
        if (value > most) {
          most = value;
          best = c;
        }
      }
      given[y * across.pixels() + x] = (byte) best;
    }
  }
}
