package dev.graft.data;

import java.awt.geom.AffineTransform;
import java.awt.geom.NoninvertibleTransformException;
import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * Samples an image once, through any affine map, antialiased where it shrinks. What lies beyond the
 * image's border is mirrored.
 *
 * <p>A map that keeps the axes is exactly Pillow's antialiased bilinear resize. Any other first
 * shrinks to √2 of the wanted resolution and then interpolates: two triangles of width 1/√2 have
 * together the variance of one of width 1, so both ways are equally sharp.
 */
final class Resampling {
  private static final double OVERSAMPLING = Math.sqrt(2);

  private Resampling() {}

  /** Maps output coordinates to the image's coordinates by {@code map}. */
  static Planes sample(BufferedImage image, AffineTransform map, int width, int height) {
    if (map.getShearX() == 0 && map.getShearY() == 0) {
      return separable(
          image,
          new Kernel(image.getWidth(), width, map.getScaleX(), map.getTranslateX()),
          new Kernel(image.getHeight(), height, map.getScaleY(), map.getTranslateY()));
    }
    double shrinkX = Math.max(1, Math.hypot(map.getScaleX(), map.getShearX()) / OVERSAMPLING);
    double shrinkY = Math.max(1, Math.hypot(map.getShearY(), map.getScaleY()) / OVERSAMPLING);
    int smallWidth = (int) Math.ceil(image.getWidth() / shrinkX);
    int smallHeight = (int) Math.ceil(image.getHeight() / shrinkY);
    AffineTransform toSmall =
        Framing.whole(image.getWidth(), image.getHeight(), smallWidth, smallHeight);
    Planes small = sample(image, toSmall, smallWidth, smallHeight);
    return interpolate(small, after(map, toSmall), width, height);
  }

  private static AffineTransform after(AffineTransform map, AffineTransform toSmall) {
    try {
      AffineTransform both = toSmall.createInverse();
      both.concatenate(map);
      return both;
    } catch (NoninvertibleTransformException e) {
      throw new AssertionError(e); // it only scales
    }
  }

  private static Planes separable(BufferedImage image, Kernel columns, Kernel rows) {
    int width = columns.first.length;
    int height = rows.first.length;
    int top = Integer.MAX_VALUE;
    int bottom = 0;
    for (int y = 0; y < height; y++) {
      top = Math.min(top, rows.first[y]);
      bottom = Math.max(bottom, rows.last(y));
    }
    float[] narrowed = narrowed(image, columns, top, bottom);
    Planes out = new Planes(width, height);
    float[] line = new float[3 * width];
    for (int y = 0; y < height; y++) {
      Arrays.fill(line, 0);
      for (int j = 0; j < rows.weights[y].length; j++) {
        float weight = rows.weights[y][j];
        int from = (rows.first[y] + j - top) * 3 * width;
        for (int i = 0; i < line.length; i++) {
          line[i] += weight * narrowed[from + i];
        }
      }
      for (int x = 0; x < width; x++) {
        for (int channel = 0; channel < 3; channel++) {
          out.values()[channel * width * height + y * width + x] = line[3 * x + 2 - channel];
        }
      }
    }
    return out;
  }

  /** The rows from top to bottom at the output's width: B, G, R, pixel by pixel. */
  private static float[] narrowed(BufferedImage image, Kernel columns, int top, int bottom) {
    byte[] bytes = Rgb.bytes(image);
    int width = columns.first.length;
    float[] narrowed = new float[(bottom - top) * width * 3];
    int to = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = 0; x < width; x++) {
        int from = (y * image.getWidth() + columns.first[x]) * 3;
        float blue = 0;
        float green = 0;
        float red = 0;
        for (float weight : columns.weights[x]) {
          blue += weight * (bytes[from] & 0xff);
          green += weight * (bytes[from + 1] & 0xff);
          red += weight * (bytes[from + 2] & 0xff);
          from += 3;
        }
        narrowed[to++] = blue;
        narrowed[to++] = green;
        narrowed[to++] = red;
      }
    }
    return narrowed;
  }

  private static Planes interpolate(Planes small, AffineTransform map, int width, int height) {
    Planes out = new Planes(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double px = map.getScaleX() * (x + 0.5) + map.getShearX() * (y + 0.5) + map.getTranslateX();
        double py = map.getShearY() * (x + 0.5) + map.getScaleY() * (y + 0.5) + map.getTranslateY();
        double atX = inside(px, small.width());
        double atY = inside(py, small.height());
        int left = Math.min((int) atX, Math.max(0, small.width() - 2));
        int above = Math.min((int) atY, Math.max(0, small.height() - 2));
        float shareX = (float) (atX - left);
        float shareY = (float) (atY - above);
        int right = small.width() > 1 ? 1 : 0;
        int below = small.height() > 1 ? small.width() : 0;
        for (int channel = 0; channel < 3; channel++) {
          int at = channel * small.plane() + above * small.width() + left;
          float[] from = small.values();
          float upper = from[at] + shareX * (from[at + right] - from[at]);
          float lower = from[at + below] + shareX * (from[at + below + right] - from[at + below]);
          out.values()[channel * out.plane() + y * width + x] = upper + shareY * (lower - upper);
        }
      }
    }
    return out;
  }

  /** A coordinate among pixel centres: reflected at the border, then 0 … size − 1. */
  private static double inside(double at, int size) {
    return Math.max(0, Math.min(size - 1, Kernel.reflect(at, size) - 0.5));
  }
}
