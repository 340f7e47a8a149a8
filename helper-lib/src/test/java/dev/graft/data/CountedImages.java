package dev.graft.data;

import java.util.concurrent.atomic.AtomicInteger;

/** Images of which it is known how often they were decoded. */
public final class CountedImages {
  private CountedImages() {}

  /** Gives the same images, which count when their pixels are read. */
  public static ImageSet of(ImageSet images, AtomicInteger reads) {
    return WatchedImages.of(images, reads::incrementAndGet);
  }
}
