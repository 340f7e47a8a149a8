package dev.graft.pixels;

import java.io.EOFException;
import java.io.IOException;
import java.util.Locale;

/**
 * Width and height as a header claims them, held against the limit before anything is allocated.
 */
record Size(long width, long height) {
  /** As many as Pillow reads: twice its {@code MAX_IMAGE_PIXELS}, half a gigabyte as RGB. */
  private static final long MOST = 178_956_970;

  /** Beyond this no array of Java's holds the bytes, whatever the setting says. */
  private static final long ADDRESSABLE = (Integer.MAX_VALUE - 16) / 3;

  /** Refuses what is empty or too large. */
  void check() throws IOException {
    if (width < 1 || height < 1) {
      throw new IOException(this + ", no picture");
    }
    long most = most();
    if (width > most / height) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s, at most %,d in all; GRAFT_MAX_PIXELS sets another limit",
              this,
              most));
    }
  }

  /**
   * Refuses a size that so many packed bytes cannot fill, before anything is allocated for it.
   *
   * @param bits of a pixel
   * @param packed bytes there are
   * @param times as many bytes as one packed byte can stand for
   */
  void checkFilled(int bits, long packed, int times) throws EOFException {
    if (width * bits / 8 > (packed + 1) * times / height) {
      throw new EOFException(this + " in " + packed + " bytes");
    }
  }

  /**
   * Refuses what would hardly fit beside all else, before it is tried: memory that runs out does so
   * for other threads too, and it would depend on them what is read.
   *
   * @param perPixel bytes that decoding holds
   * @param heap bytes that Java may use
   */
  void checkRoom(int perPixel, long heap) throws IOException {
    if (width * perPixel > heap / 4 * 3 / height) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s take %,d MiB, Java has %,d for all; -Xmx gives it more",
              this,
              width * height * perPixel >> 20,
              heap >> 20));
    }
  }

  /** The system property {@code graft.max.pixels}, or GRAFT_MAX_PIXELS in the environment. */
  private static long most() {
    String set = System.getProperty("graft.max.pixels", System.getenv("GRAFT_MAX_PIXELS"));
    if (set == null || set.isBlank()) {
      return MOST;
    }
    try {
      long most = Long.parseLong(set.strip());
      if (most > 0) {
        return Math.min(most, ADDRESSABLE);
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "GRAFT_MAX_PIXELS is \"" + set + "\", must be a whole number of pixels above 0");
  }

  @Override
  public String toString() {
    return width + " × " + height + " pixels";
  }
}
