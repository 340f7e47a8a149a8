package dev.graft.plot;

import dev.graft.data.ImageSet;
import dev.graft.plot.Sheet.Tile;
import dev.graft.weights.InputContract;
import dev.graft.weights.InputContract.Order;
import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One photo as a network takes it that was trained with another contract. */
final class FedSheet {
  private FedSheet() {}

  static Figure of(ImageSet photo, InputContract trained, Map<String, InputContract> ways) {
    if (ways.isEmpty()) {
      throw new IllegalArgumentException("no way to feed the photo; one or more are needed");
    }
    List<Tile> tiles =
        ways.entrySet().stream()
            .map(way -> new Tile(taken(photo, trained, way.getValue()), way.getKey(), ""))
            .toList();
    String title = String.format(Locale.ROOT, "One photo, fed in %d ways", tiles.size());
    return Figure.sheet(title, new Sheet(title, tiles).draw());
  }

  private static BufferedImage taken(ImageSet photo, InputContract trained, InputContract way) {
    int area = way.height() * way.width();
    FloatBuffer values = FloatBuffer.allocate(3 * area);
    photo.read(0, way, values);
    BufferedImage image = new BufferedImage(way.width(), way.height(), BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < area; i++) {
      int rgb = 0;
      for (int channel = 0; channel < 3; channel++) {
        int place = trained.order() == Order.RGB ? channel : 2 - channel;
        float value =
            values.get(place * area + i) * trained.std().get(place) + trained.mean().get(place);
        rgb = rgb << 8 | Math.max(0, Math.min(255, Math.round(value)));
      }
      image.setRGB(i % way.width(), i / way.width(), rgb);
    }
    return image;
  }
}
