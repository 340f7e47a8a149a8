package dev.graft.data;

import java.awt.geom.AffineTransform;
import java.util.random.RandomGenerator;

/**
 * Shows a random part of the image: a share of its area and a ratio of width to height between 3/4
 * and 4/3, drawn evenly on a logarithmic scale, at a random place; after ten misfits the largest
 * central part with an allowed ratio (torchvision's {@code RandomResizedCrop}, after Szegedy et al.
 * 2015, section 6).
 */
record RandomResizedCrop(double minArea, double maxArea) implements Step.Cropping {
  private static final int TRIES = 10;
  private static final double RATIO = 4 / 3.0;

  RandomResizedCrop {
    Step.check("smallest area", minArea, 0.001, 1);
    Step.check("largest area", maxArea, minArea, 1);
  }

  @Override
  public AffineTransform frame(
      int imageWidth, int imageHeight, int width, int height, RandomGenerator random) {
    for (int i = 0; i < TRIES; i++) {
      double share = minArea + (maxArea - minArea) * random.nextDouble();
      double ratio = Math.exp(Step.within(Math.log(RATIO), random));
      double area = share * imageWidth * imageHeight;
      double partWidth = Math.max(1, Math.rint(Math.sqrt(area * ratio)));
      double partHeight = Math.max(1, Math.rint(Math.sqrt(area / ratio)));
      if (partWidth <= imageWidth && partHeight <= imageHeight) {
        double left = random.nextInt((int) (imageWidth - partWidth) + 1);
        double top = random.nextInt((int) (imageHeight - partHeight) + 1);
        return frame(left, top, partWidth / width, partHeight / height);
      }
    }
    double partWidth = Math.min(imageWidth, Math.rint(imageHeight * RATIO));
    double partHeight = Math.min(imageHeight, Math.rint(imageWidth * RATIO));
    double left = Math.floor((imageWidth - partWidth) / 2);
    double top = Math.floor((imageHeight - partHeight) / 2);
    return frame(left, top, partWidth / width, partHeight / height);
  }

  private static AffineTransform frame(double left, double top, double scaleX, double scaleY) {
    return new AffineTransform(scaleX, 0, 0, scaleY, left, top);
  }
}
