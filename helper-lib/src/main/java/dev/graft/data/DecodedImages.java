package dev.graft.data;

import java.awt.image.BufferedImage;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Images decoded lately, of which training will soon want another view. Bounded in bytes; those go
 * first that were not asked for longest. Thread-safe.
 */
final class DecodedImages {
  private static final long BUDGET = Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 8);

  static final DecodedImages SHARED = new DecodedImages(BUDGET);

  private final long budget;
  private final Map<Object, BufferedImage> images = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  DecodedImages(long budget) {
    this.budget = budget;
  }

  /**
   * Gives an image, decoded if it is not at hand.
   *
   * @param key that is another when the image is
   * @return shared with others: only to be read
   */
  BufferedImage get(Object key, Supplier<BufferedImage> decode) {
    synchronized (this) {
      BufferedImage known = images.get(key);
      if (known != null) {
        return known;
      }
    }
    BufferedImage image = decode.get();
    keep(key, image);
    return image;
  }

  private synchronized void keep(Object key, BufferedImage image) {
    if (size(image) > budget / 4 || images.putIfAbsent(key, image) != null) {
      return;
    }
    bytes += size(image);
    Iterator<BufferedImage> oldest = images.values().iterator();
    while (bytes > budget) {
      bytes -= size(oldest.next());
      oldest.remove();
    }
  }

  synchronized long bytes() {
    return bytes;
  }

  private static long size(BufferedImage image) {
    return image.getRaster().getDataBuffer().getSize(); // one byte an element
  }
}
