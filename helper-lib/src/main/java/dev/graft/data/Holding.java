package dev.graft.data;

import dev.graft.weights.InputContract;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** Decodes a whole set into memory. */
final class Holding {
  private Holding() {}

  static ImageSet hold(ImageSet images, InputContract contract) {
    List<Picture> pictures = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    List<Rejection> rejected = new ArrayList<>(images.rejections());
    for (int index = 0; index < images.size(); index++) {
      try {
        BufferedImage small = resized(images.image(index), contract);
        String size = small.getWidth() + " by " + small.getHeight();
        String content =
            images.content(index) + " held at " + size + " " + contract.interpolation();
        pictures.add(new HeldPicture(images.id(index), content, small));
        labels.add(images.label(index));
      } catch (UnreadableImageException e) {
        rejected.add(e.rejection());
      }
    }
    return new ImageSet(images.classes(), pictures, labels, rejected);
  }

  private static BufferedImage resized(BufferedImage image, InputContract contract) {
    int[] size = Framing.resized(image.getWidth(), image.getHeight(), contract);
    return Resampling.sample(
            image,
            Framing.whole(image.getWidth(), image.getHeight(), size[0], size[1]),
            size[0],
            size[1],
            contract.interpolation())
        .image();
  }
}
