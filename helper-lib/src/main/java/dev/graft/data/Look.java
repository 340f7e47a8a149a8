package dev.graft.data;

import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/**
 * One fixed way to look at an image.
 *
 * @param x where the cut lies along the width: 0 left, 0.5 centre, 1 right
 * @param y where it lies along the height: 0 top, 0.5 centre, 1 bottom
 * @param crop share of the resized image's side that is kept; 0 stands for the contract's
 * @param mirrored whether left and right change places afterwards
 */
record Look(double x, double y, double crop, boolean mirrored) {
  static final Look EVALUATION = new Look(0.5, 0.5, 0, false);

  Look mirror() {
    return new Look(x, y, crop, !mirrored);
  }

  Planes planes(BufferedImage image, InputContract contract) {
    AffineTransform map = map(image.getWidth(), image.getHeight(), contract);
    Planes planes = Resampling.sample(image, map, contract);
    if (mirrored) {
      planes.mirror();
    }
    return planes;
  }

  AffineTransform map(int width, int height, InputContract contract) {
    return Framing.cut(width, height, crop == 0 ? contract : contract.crop(crop), x, y);
  }
}
