package dev.graft.pixels;

import java.io.IOException;
import java.util.Locale;

/** Where a pixel of 16, 24 or 32 bits has its colours: the layouts that Pillow knows. */
enum BmpFields {
  FIVE_FIVE_FIVE(-1, -1, -1, -1),
  FIVE_SIX_FIVE(-1, -1, -1, -1),
  BGR(0, 1, 2, -1),
  XBGR(1, 2, 3, -1),
  BGXR(0, 1, 3, -1),
  ABGR(1, 2, 3, 0),
  RGBA(2, 1, 0, 3),
  BGRA(0, 1, 2, 3),
  BGAR(0, 1, 3, 2);

  private final int blue;
  private final int green;
  private final int red;
  private final int alpha;

  BmpFields(int blue, int green, int red, int alpha) {
    this.blue = blue;
    this.green = green;
    this.red = red;
    this.alpha = alpha;
  }

  /** What pixels without masks have; the fourth byte is no alpha. */
  static BmpFields plain(int bits) {
    return bits == 16 ? FIVE_FIVE_FIVE : BGR;
  }

  static BmpFields of(int bits, long red, long green, long blue, long alpha) throws IOException {
    String masks = String.format(Locale.ROOT, "%x %x %x", red, green, blue);
    BmpFields found =
        switch (bits) {
          case 16 ->
              switch (masks) {
                case "f800 7e0 1f" -> FIVE_SIX_FIVE;
                case "7c00 3e0 1f" -> FIVE_FIVE_FIVE;
                default -> null;
              };
          case 24 -> masks.equals("ff0000 ff00 ff") ? BGR : null;
          case 32 ->
              switch (masks + String.format(Locale.ROOT, " %x", alpha)) {
                case "ff0000 ff00 ff 0" -> BGR;
                case "ff000000 ff0000 ff00 0" -> XBGR;
                case "ff000000 ff00 ff 0" -> BGXR;
                case "ff000000 ff0000 ff00 ff" -> ABGR;
                case "ff ff00 ff0000 ff000000" -> RGBA;
                case "ff0000 ff00 ff ff000000", "0 0 0 0" -> BGRA;
                case "ff000000 ff00 ff ff0000" -> BGAR;
                default -> null;
              };
          default -> null;
        };
    if (found == null) {
      throw new IOException("BMP of " + bits + " bits with masks " + masks + " is not supported");
    }
    return found;
  }

  /** Copies one pixel as B, G, R, alpha laid over white. */
  void put(byte[] from, int at, byte[] to, int pixel) {
    if (blue < 0) {
      int bits = from[at] & 0xff | (from[at + 1] & 0xff) << 8;
      int greens = this == FIVE_SIX_FIVE ? 63 : 31;
      to[pixel] = (byte) ((bits & 31) * 255 / 31);
      to[pixel + 1] = (byte) ((bits >> 5 & greens) * 255 / greens);
      to[pixel + 2] = (byte) ((greens == 63 ? bits >> 11 : bits >> 10 & 31) * 255 / 31);
    } else if (alpha < 0) {
      to[pixel] = from[at + blue];
      to[pixel + 1] = from[at + green];
      to[pixel + 2] = from[at + red];
    } else {
      int opacity = from[at + alpha] & 0xff;
      to[pixel] = Rgb.over(from[at + blue] & 0xff, opacity);
      to[pixel + 1] = Rgb.over(from[at + green] & 0xff, opacity);
      to[pixel + 2] = Rgb.over(from[at + red] & 0xff, opacity);
    }
  }
}
