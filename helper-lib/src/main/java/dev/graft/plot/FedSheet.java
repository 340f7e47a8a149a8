package dev.graft.plot;

import dev.graft.data.ImageSet;
import dev.graft.data.InputContract;
import dev.graft.plot.Sheet.Tile;
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
    FloatBuffer values = FloatBuffer.allocate(3 * way.height() * way.width());
    photo.inputs(way).read(0, values);
    return PlanarPicture.of(values, 0, way, trained);
  }
}
