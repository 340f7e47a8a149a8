package dev.graft.audit;

import dev.graft.pixels.Rgb;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * A small grey picture, {@code values[y * width + x]} in 0…255: what two photos are compared by.
 *
 * @param values row by row
 * @param width of a row
 */
record Grey(float[] values, int width) {

  /** Shrinks a photo to a square, whatever its shape; each pixel is the mean of what it covers. */
  static Grey square(BufferedImage image, int side) {
    int width = image.getWidth();
    int height = image.getHeight();
    float[] narrow = new float[height * side];
    byte[] bgr = Rgb.bytes(image.getType() == BufferedImage.TYPE_3BYTE_BGR ? image : bgr(image));
    float[] luma = new float[width];
    for (int y = 0; y < height; y++) {
      for (int x = 0, at = 3 * y * width; x < width; x++, at += 3) {
        luma[x] =
            0.114f * (bgr[at] & 255) + 0.587f * (bgr[at + 1] & 255) + 0.299f * (bgr[at + 2] & 255);
      }
      means(luma, 0, 1, 0, width, narrow, y * side, 1, side);
    }
    float[] small = new float[side * side];
    for (int x = 0; x < side; x++) {
      means(narrow, x, side, 0, height, small, x, side, side);
    }
    return new Grey(small, side);
  }

  private static BufferedImage bgr(BufferedImage image) {
    var bgr = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = bgr.createGraphics();
    graphics.drawImage(image, 0, 0, null);
    graphics.dispose();
    return bgr;
  }

  int height() {
    return values.length / width;
  }

  /** Cuts a rectangle, in pixels and parts of them, and shrinks it to a number of cells. */
  Grey cells(double left, double top, double wide, double high, int across, int down) {
    float[] narrow = new float[height() * across];
    for (int y = 0; y < height(); y++) {
      means(values, y * width, 1, left, wide, narrow, y * across, 1, across);
    }
    float[] small = new float[down * across];
    for (int x = 0; x < across; x++) {
      means(narrow, x, across, top, high, small, x, across, down);
    }
    return new Grey(small, across);
  }

  /** Means of equal parts of a line that reaches from {@code start} over {@code length}. */
  private static void means(
      float[] from,
      int offset,
      int stride,
      double start,
      double length,
      float[] to,
      int at,
      int step,
      int parts) {
    double part = length / parts;
    for (int i = 0; i < parts; i++) {
      double begin = start + i * part;
      double end = begin + part;
      int first = (int) begin;
      double sum = 0;
      for (int j = first; j < end - 1e-9; j++) {
        double share = Math.min(end, j + 1) - Math.max(begin, j);
        sum += share * from[offset + j * stride];
      }
      to[at + i * step] = (float) (sum / part);
    }
  }

  /** Takes away the mean of what lies around each pixel: edges and texture remain, light goes. */
  Grey detail(int radius) {
    int height = height();
    double[] sums = new double[(width + 1) * (height + 1)];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        sums[(y + 1) * (width + 1) + x + 1] =
            values[y * width + x]
                + sums[y * (width + 1) + x + 1]
                + sums[(y + 1) * (width + 1) + x]
                - sums[y * (width + 1) + x];
      }
    }
    float[] rest = new float[values.length];
    for (int y = 0; y < height; y++) {
      int top = Math.max(0, y - radius);
      int bottom = Math.min(height, y + radius + 1);
      for (int x = 0; x < width; x++) {
        int left = Math.max(0, x - radius);
        int right = Math.min(width, x + radius + 1);
        double sum =
            sums[bottom * (width + 1) + right]
                - sums[top * (width + 1) + right]
                - sums[bottom * (width + 1) + left]
                + sums[top * (width + 1) + left];
        rest[y * width + x] =
            (float) (values[y * width + x] - sum / ((bottom - top) * (right - left)));
      }
    }
    return new Grey(rest, width);
  }

  /** One of the eight ways to lay a square down: turns of 90°, the upper four mirrored. */
  Grey laid(int way) {
    if (way == 0) {
      return this;
    }
    int last = width - 1;
    float[] turned = new float[values.length];
    for (int y = 0; y < width; y++) {
      for (int x = 0; x < width; x++) {
        int fromX = way >= 4 ? last - x : x;
        int fromY = y;
        for (int turn = 0; turn < way % 4; turn++) {
          int before = fromX;
          fromX = fromY;
          fromY = last - before;
        }
        turned[y * width + x] = values[fromY * width + fromX];
      }
    }
    return new Grey(turned, width);
  }

  /** Correlates two pictures of one size, −1…1; 0 where one has nothing to see. */
  double correlation(Grey other) {
    double mine = 0;
    double theirs = 0;
    for (int i = 0; i < values.length; i++) {
      mine += values[i];
      theirs += other.values[i];
    }
    mine /= values.length;
    theirs /= values.length;
    double both = 0;
    double first = 0;
    double second = 0;
    for (int i = 0; i < values.length; i++) {
      double a = values[i] - mine;
      double b = other.values[i] - theirs;
      both += a * b;
      first += a * a;
      second += b * b;
    }
    double norm = Math.sqrt(first * second);
    return norm < 1e-6 ? 0 : both / norm;
  }

  @Override
  public String toString() {
    return width + "x" + height() + " " + Arrays.hashCode(values);
  }
}
