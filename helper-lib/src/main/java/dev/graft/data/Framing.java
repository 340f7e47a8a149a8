package dev.graft.data;

import java.awt.geom.AffineTransform;

/**
 * Says which part of an image a network sees, as a map from the output's coordinates to the
 * image's. Pixel {@code i} covers {@code i … i + 1}.
 */
final class Framing {
  private Framing() {}

  /**
   * Resizes so that the shorter side fits and cuts the centre: torchvision's {@code Resize(size)}
   * and {@code CenterCrop}, rounding included.
   */
  static AffineTransform evaluation(int width, int height, InputContract contract) {
    return cut(width, height, contract, 0.5, 0.5);
  }

  /** Cuts elsewhere: 0 is the left or top border, 1 the right or bottom one. */
  static AffineTransform cut(int width, int height, InputContract contract, double x, double y) {
    int[] resized = resized(width, height, contract);
    double left = Math.rint(x * (resized[0] - contract.width()));
    double top = Math.rint(y * (resized[1] - contract.height()));
    double scaleX = (double) width / resized[0];
    double scaleY = (double) height / resized[1];
    return new AffineTransform(scaleX, 0, 0, scaleY, left * scaleX, top * scaleY);
  }

  /** Width and height before the cut. */
  static int[] resized(int width, int height, InputContract contract) {
    int wide = before(contract.width(), contract.crop());
    int high = before(contract.height(), contract.crop());
    return (long) wide * height >= (long) high * width
        ? new int[] {wide, Math.max(high, (int) ((double) wide * height / width))}
        : new int[] {Math.max(wide, (int) ((double) high * width / height)), high};
  }

  private static int before(int side, double crop) {
    return (int) Math.floor(side / crop + 1e-6);
  }

  /** The whole of an image, squeezed or stretched. */
  static AffineTransform whole(int width, int height, int toWidth, int toHeight) {
    return AffineTransform.getScaleInstance((double) width / toWidth, (double) height / toHeight);
  }
}
