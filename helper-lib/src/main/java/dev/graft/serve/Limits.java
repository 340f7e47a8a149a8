package dev.graft.serve;

import java.time.Duration;

/**
 * How much a service takes on at a time; what is beyond is refused at once.
 *
 * @param requests that are answered or wait at the same time
 * @param bytes of one request
 * @param pixels of one photo
 * @param allPixels of all photos that are decoded at the same time
 * @param longest the longest that a request may take
 */
record Limits(int requests, int bytes, long pixels, long allPixels, Duration longest) {
  static Limits usual() {
    return new Limits(64, 16 << 20, 50_000_000, 150_000_000, Duration.ofSeconds(30));
  }

  Limits {
    require(requests >= 1 && requests <= 4096, "requests", requests, "1 to 4096");
    require(pixels >= 1 && pixels <= allPixels, "pixels", pixels, "1 to " + allPixels);
  }

  Limits requests(int count) {
    return new Limits(count, bytes, pixels, allPixels, longest);
  }

  private static void require(boolean right, String name, long value, String range) {
    if (!right) {
      throw new IllegalArgumentException(name + " is " + value + ", must be " + range);
    }
  }
}
