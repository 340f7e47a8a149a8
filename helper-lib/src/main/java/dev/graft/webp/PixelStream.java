package dev.graft.webp;

import java.io.EOFException;
import java.io.IOException;

/** Reads coded pixels: literals, copies and colours of the cache (RFC 9649, section 3.5). */
final class PixelStream {
  private PixelStream() {}

  /**
   * Reads them all; what lies behind the last is not looked at.
   *
   * @param isLenient whether the last may be read beyond the end, as libwebp does with most alpha
   */
  static int[] read(
      BitReader in, CodeGroups codes, int cacheBits, int width, int height, boolean isLenient)
      throws IOException {
    int[] pixels = new int[Math.multiplyExact(width, height)];
    ColourCache cache = cacheBits == 0 ? null : new ColourCache(cacheBits);
    int mask = codes.mask();
    CodeGroup group = codes.at(0, 0);
    int at = 0;
    int x = 0;
    int y = 0;
    while (at < pixels.length) {
      if ((x & mask) == 0) {
        group = codes.at(x, y);
      }
      in.fill();
      int code = group.green().read(in);
      int count = 1;
      if (code < CodeGroup.LITERALS) {
        int red = group.red().read(in);
        in.fill();
        int blue = group.blue().read(in);
        int alpha = group.alpha().read(in);
        pixels[at] = alpha << 24 | red << 16 | code << 8 | blue;
      } else if (code < CodeGroup.LITERALS + CodeGroup.LENGTHS) {
        count = Distances.number(in, code - CodeGroup.LITERALS);
        copy(in, group, pixels, at, count, width);
      } else {
        pixels[at] = cache.at(code - CodeGroup.LITERALS - CodeGroup.LENGTHS);
      }
      if (in.hasEnded() && !(isLenient && at + count == pixels.length)) {
        throw new EOFException();
      }
      for (int i = at; cache != null && i < at + count; i++) {
        cache.add(pixels[i]);
      }
      at += count;
      x += count;
      if (x >= width) {
        y += x / width;
        x %= width;
      }
      if (count > 1 && at < pixels.length) {
        group = codes.at(x, y);
      }
    }
    return pixels;
  }

  private static void copy(
      BitReader in, CodeGroup group, int[] pixels, int at, int count, int width)
      throws IOException {
    in.fill();
    int symbol = group.distance().read(in);
    int back = Distances.pixels(Distances.number(in, symbol), width);
    if (back > at || count > pixels.length - at) {
      throw new IOException("lossless WebP copies pixels from beyond the picture");
    }
    for (int i = at; i < at + count; i++) {
      pixels[i] = pixels[i - back];
    }
  }
}
