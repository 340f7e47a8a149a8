package dev.graft.data;

import dev.graft.weights.InputContract;
import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;

/** Puts a box of one image into another. */
record CutMix(double alpha) implements Mixing {

  CutMix {
    Beta.check(alpha);
  }

  @Override
  public Mixed mix(
      FloatBuffer pixels, int[] labels, InputContract contract, RandomGenerator random) {
    double share = Beta.draw(alpha, random);
    int x = random.nextInt(contract.width());
    int y = random.nextInt(contract.height());
    return paste(pixels, labels, contract, Box.around(x, y, share, contract));
  }

  static Mixed paste(FloatBuffer pixels, int[] labels, InputContract contract, Box box) {
    int width = contract.width();
    int height = contract.height();
    double share = 1 - (double) box.area() / (width * height);
    int[] partners =
        Partners.mix(
            pixels,
            labels,
            contract,
            (image, partner) -> {
              for (int channel = 0; channel < 3; channel++) {
                for (int y = box.top; y < box.bottom; y++) {
                  int row = (channel * height + y) * width;
                  System.arraycopy(
                      partner, row + box.left, image, row + box.left, box.right - box.left);
                }
              }
            });
    return new Mixed(labels.clone(), partners, Partners.share(labels, share));
  }

  /** From left and top to before right and bottom, in pixels. */
  record Box(int left, int top, int right, int bottom) {

    /** As torchvision cuts: half a side is a whole number of pixels, rounded down. */
    static Box around(int x, int y, double share, InputContract contract) {
      double half = 0.5 * Math.sqrt(1 - share);
      int halfWidth = (int) (half * contract.width());
      int halfHeight = (int) (half * contract.height());
      return new Box(
          Math.max(0, x - halfWidth),
          Math.max(0, y - halfHeight),
          Math.min(contract.width(), x + halfWidth),
          Math.min(contract.height(), y + halfHeight));
    }

    int area() {
      return (right - left) * (bottom - top);
    }
  }
}
