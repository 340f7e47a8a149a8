package dev.graft.data;

import dev.graft.data.InputContract.Interpolation;
import dev.graft.pixels.Rgb;
import java.awt.geom.AffineTransform;
import java.awt.geom.NoninvertibleTransformException;
import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * Samples an image once, through any affine map, antialiased where it shrinks. What lies beyond the
 * image's border is mirrored.
 *
 * <p>A map that keeps the axes is exactly Pillow's antialiased resize. Any other first shrinks to
 * √2 of the wanted resolution and then interpolates: two triangles of width 1/√2 have together the
 * variance of one of width 1, and Keys's cubic has none, so both ways are equally sharp.
 */
final class Resampling {
  private static final double OVERSAMPLING = Math.sqrt(2);

  private Resampling() {}

  /** Fills the contract's input. */
  static Planes sample(BufferedImage image, AffineTransform map, InputContract contract) {
    return sample(image, map, contract.width(), contract.height(), contract.interpolation());
  }

  /** Maps output coordinates to the image's coordinates by {@code map}. */
  static Planes sample(
      BufferedImage image,
      AffineTransform map,
      int width,
      int height,
      Interpolation interpolation) {
    if (map.getShearX() == 0 && map.getShearY() == 0) {
      return separable(
          image,
          new Kernel(image.getWidth(), width, map.getScaleX(), map.getTranslateX(), interpolation),
          new Kernel(
              image.getHeight(), height, map.getScaleY(), map.getTranslateY(), interpolation),
          interpolation == Interpolation.BICUBIC);
    }
    double shrinkX = Math.max(1, Math.hypot(map.getScaleX(), map.getShearX()) / OVERSAMPLING);
    double shrinkY = Math.max(1, Math.hypot(map.getShearY(), map.getScaleY()) / OVERSAMPLING);
    int smallWidth = (int) Math.ceil(image.getWidth() / shrinkX);
    int smallHeight = (int) Math.ceil(image.getHeight() / shrinkY);
    AffineTransform toSmall =
        Framing.whole(image.getWidth(), image.getHeight(), smallWidth, smallHeight);
    Planes small = sample(image, toSmall, smallWidth, smallHeight, interpolation);
    AffineTransform rest = after(map, toSmall);
    return switch (interpolation) {
      case BILINEAR -> Points.bilinear(small, rest, width, height);
      case BICUBIC -> Points.bicubic(small, rest, width, height);
    };
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

  /** Clamps after either pass where the kernel overshoots, as Pillow does. */
  private static Planes separable(
      BufferedImage image, Kernel columns, Kernel rows, boolean overshoots) {
    int width = columns.first.length;
    int height = rows.first.length;
    int top = rows.lowest();
    float[] narrowed = narrowed(image, columns, top, rows.highest());
    if (overshoots) {
      Planes.clamp(narrowed);
    }
    Planes out = new Planes(width, height);
    float[] line = new float[3 * width];
    for (int y = 0; y < height; y++) {
      Arrays.fill(line, 0);
      for (int j = 0; j < rows.weights[y].length; j++) {
        add(rows.weights[y][j], narrowed, (rows.first[y] + j - top) * line.length, line);
      }
      for (int channel = 0; channel < 3; channel++) {
        int to = channel * out.plane() + y * width;
        System.arraycopy(line, channel * width, out.values(), to, width);
      }
    }
    if (overshoots) {
      out.clamp();
    }
    return out;
  }

  private static void add(float weight, float[] row, int from, float[] line) {
    for (int i = 0; i < line.length; i++) {
      line[i] += weight * row[from + i];
    }
  }

  /** The rows from top to bottom at the output's width: of each its reds, its greens, its blues. */
  private static float[] narrowed(BufferedImage image, Kernel columns, int top, int bottom) {
    byte[] bytes = Rgb.bytes(image);
    int width = columns.first.length;
    float[] narrowed = new float[(bottom - top) * width * 3];
    float[] row = new float[3 * image.getWidth()];
    int left = 3 * columns.lowest();
    int right = 3 * columns.highest();
    for (int y = top; y < bottom; y++) {
      int at = y * row.length;
      for (int i = left; i < right; i++) {
        row[i] = bytes[at + i] & 0xff;
      }
      narrow(row, columns, narrowed, 3 * width * (y - top));
    }
    return narrowed;
  }

  private static void narrow(float[] row, Kernel columns, float[] to, int at) {
    int width = columns.first.length;
    for (int x = 0; x < width; x++) {
      int from = columns.first[x] * 3;
      float blue = 0;
      float green = 0;
      float red = 0;
      for (float weight : columns.weights[x]) {
        blue += weight * row[from];
        green += weight * row[from + 1];
        red += weight * row[from + 2];
        from += 3;
      }
      to[at + x] = red;
      to[at + width + x] = green;
      to[at + 2 * width + x] = blue;
    }
  }
}
