package dev.graft.data;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;

/** Images that call back whenever their pixels are read, on the thread that reads them. */
public final class WatchedImages {
  private WatchedImages() {}

  /** Gives the same images. */
  public static ImageSet of(ImageSet images, Runnable read) {
    List<Picture> pictures =
        IntStream.range(0, images.size()).mapToObj(i -> watched(images, i, read)).toList();
    List<Integer> labels = IntStream.range(0, images.size()).mapToObj(images::label).toList();
    return new ImageSet(images.classes(), pictures, labels, List.of());
  }

  private static Picture watched(ImageSet images, int index, Runnable read) {
    return new Picture() {
      @Override
      public String id() {
        return images.id(index);
      }

      @Override
      public String content() {
        return images.pictures().list().get(index).content();
      }

      @Override
      public BufferedImage shared() {
        read.run();
        return images.shared(index);
      }

      @Override
      public BufferedImage image() {
        read.run();
        return images.image(index);
      }
    };
  }
}
