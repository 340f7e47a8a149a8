package dev.graft.data;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Images of which it is known how often they were decoded. */
public final class CountedImages {
  private CountedImages() {}

  /** Gives the same images, which count when their pixels are read. */
  public static ImageSet of(ImageSet images, AtomicInteger reads) {
    List<Picture> pictures =
        IntStream.range(0, images.size()).mapToObj(i -> counted(images, i, reads)).toList();
    List<Integer> labels = IntStream.range(0, images.size()).mapToObj(images::label).toList();
    return new ImageSet(images.classes(), pictures, labels, List.of());
  }

  private static Picture counted(ImageSet images, int index, AtomicInteger reads) {
    return new Picture() {
      @Override
      public String id() {
        return images.id(index);
      }

      @Override
      public String content() {
        return images.content(index);
      }

      @Override
      public BufferedImage shared() {
        reads.incrementAndGet();
        return images.shared(index);
      }

      @Override
      public BufferedImage image() {
        reads.incrementAndGet();
        return images.image(index);
      }
    };
  }
}
