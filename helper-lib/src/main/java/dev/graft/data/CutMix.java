package dev.graft.data;

import dev.graft.graph.Shape;
import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;

/** Puts a box of one image into another. */
record CutMix(double alpha) implements Mixing {

  CutMix {
    Beta.check(alpha);
  }

  @Override
  public Mixed mix(FloatBuffer pixels, int count, Shape shape, RandomGenerator random) {
    double share = Beta.draw(alpha, random);
    int height = shape.get(1);
    int width = shape.get(2);
    int x = random.nextInt(width);
    int y = random.nextInt(height);
    return paste(pixels, count, shape, Box.around(x, y, share, height, width));
  }

  static Mixed paste(FloatBuffer pixels, int count, Shape shape, Box box) {
    int height = shape.get(1);
    int width = shape.get(2);
    double share = 1 - (double) box.area() / (width * height);
    double own =
        Partners.mix(
            pixels,
            count,
            shape,
            share,
            (image, partner) -> {
              for (int channel = 0; channel < shape.channels(); channel++) {
                for (int y = box.top; y < box.bottom; y++) {
                  int row = (channel * height + y) * width;
                  System.arraycopy(
                      partner, row + box.left, image, row + box.left, box.right - box.left);
                }
              }
            });
    return new Mixed(own);
  }

  /** From left and top to before right and bottom, in pixels. */
  record Box(int left, int top, int right, int bottom) {

    /** As torchvision cuts: half a side is a whole number of pixels, rounded down. */
    static Box around(int x, int y, double share, int height, int width) {
      double half = 0.5 * Math.sqrt(1 - share);
      int halfWidth = (int) (half * width);
      int halfHeight = (int) (half * height);
      return new Box(
          Math.max(0, x - halfWidth),
          Math.max(0, y - halfHeight),
          Math.min(width, x + halfWidth),
          Math.min(height, y + halfHeight));
    }

    int area() {
      return (right - left) * (bottom - top);
    }
  }
}
