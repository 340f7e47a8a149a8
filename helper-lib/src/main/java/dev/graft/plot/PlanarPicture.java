package dev.graft.plot;

import dev.graft.data.InputContract;
import dev.graft.data.InputContract.Order;
import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;

/** A network's input turned back into colours, as a contract would have made it of them. */
final class PlanarPicture {
  private PlanarPicture() {}

  /** Reads three planes from a place on; {@code size} tells their height and width. */
  static BufferedImage of(FloatBuffer values, int from, InputContract size, InputContract trained) {
    int area = size.height() * size.width();
    BufferedImage image =
        new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < area; i++) {
      int rgb = 0;
      for (int channel = 0; channel < 3; channel++) {
        int place = trained.order() == Order.RGB ? channel : 2 - channel;
        float value =
            values.get(from + place * area + i) * trained.std().get(place)
                + trained.mean().get(place);
        rgb = rgb << 8 | Math.max(0, Math.min(255, Math.round(value)));
      }
      image.setRGB(i % size.width(), i / size.width(), rgb);
    }
    return image;
  }
}
