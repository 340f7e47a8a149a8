package dev.graft.data;

import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** Decodes a whole set into memory. */
final class Holding {
  /**
   * Of a strip, the middle is held: so many times its shorter side. A strip of 1 by 1000 pixels
   * would be one of 256 by 256,000, of which an evaluation sees 224.
   */
  private static final int LONGEST = 16;

  private Holding() {}

  static Pictures hold(Pictures images, InputContract contract) {
    List<Picture> pictures = new ArrayList<>();
    List<Integer> kept = new ArrayList<>();
    List<Rejection> rejected = new ArrayList<>(images.rejected());
    for (int index = 0; index < images.size(); index++) {
      Picture picture = images.list().get(index);
      try {
        BufferedImage small = resized(picture.pixels(), contract);
        String size = small.getWidth() + " by " + small.getHeight();
        String content = picture.content() + " held at " + size + " " + contract.interpolation();
        pictures.add(new HeldPicture(picture.id(), content, small));
        kept.add(index);
      } catch (UnreadableImageException e) {
        rejected.add(e.rejection());
      }
    }
    Pictures chosen = images.select(kept.stream().mapToInt(Integer::intValue).toArray());
    return new Pictures(chosen.classes(), pictures, chosen.labels(), rejected, chosen.given());
  }

  /** As long a part of the side as is held, from its middle to the pixel. */
  private static int middle(int side, int other) {
    int most = LONGEST * Math.max(1, other);
    return side <= most ? side : most + (side - most) % 2;
  }

  private static BufferedImage resized(BufferedImage image, InputContract contract) {
    int[] size = Framing.resized(image.getWidth(), image.getHeight(), contract);
    AffineTransform map = Framing.whole(image.getWidth(), image.getHeight(), size[0], size[1]);
    int width = middle(size[0], size[1]);
    int height = middle(size[1], size[0]);
    map.translate((size[0] - width) / 2, (size[1] - height) / 2);
    return Resampling.sample(image, map, width, height, contract.interpolation()).image();
  }
}
