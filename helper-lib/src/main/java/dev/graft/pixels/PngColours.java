package dev.graft.pixels;

import java.io.EOFException;
import java.io.IOException;

/** Turns a PNG's samples into B, G, R, by colour type and depth, alpha laid over white. */
final class PngColours {
  private static final int GREY = 0;
  private static final int RGB = 2;
  private static final int PALETTE = 3;
  private static final int GREY_ALPHA = 4;
  private static final int RGBA = 6;

  private final int type;
  private final int depth;
  private final int samples;

  /** B, G, R by index, or by grey of up to 8 bits. */
  private final byte[] colours = new byte[3 * 256];

  /** The colour that is transparent where it stands, −1 where none is. */
  private final int[] clear = {-1, -1, -1};

  private PngColours(int type, int depth, int samples) {
    this.type = type;
    this.depth = depth;
    this.samples = samples;
  }

  static PngColours of(PngChunks chunks) throws IOException {
    int type = chunks.colourType();
    int depth = chunks.depth();
    boolean known =
        switch (type) {
          case GREY -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
          case PALETTE -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
          case RGB, GREY_ALPHA, RGBA -> depth == 8 || depth == 16;
          default -> false;
        };
    if (!known) {
      throw new IOException("PNG is damaged: colour type " + type + " of " + depth + " bits");
    }
    int samples = type == RGB ? 3 : type == RGBA ? 4 : type == GREY_ALPHA ? 2 : 1;
    PngColours colours = new PngColours(type, depth, samples);
    byte[] alpha = chunks.content("tRNS");
    if (type == PALETTE) {
      colours.palette(chunks.content("PLTE"), alpha);
    } else if (type == GREY || type == RGB) {
      colours.clear(alpha);
      colours.greys();
    }
    return colours;
  }

  /** Demands that a pixel is one whole number that nobody scales: Pillow's modes P, L and 1. */
  void checkIndices() throws IOException {
    if (type != PALETTE && !(type == GREY && (depth == 8 || depth == 1))) {
      throw new IOException(
          (samples > 1 ? "PNG of colours" : "PNG of " + depth + "-bit greys")
              + ", must have a palette or greys of 8 bits or one");
    }
  }

  /** Bits a pixel. */
  int bits() {
    return samples * depth;
  }

  /** Colours that the palette lacks are black. */
  private void palette(byte[] palette, byte[] alpha) {
    for (int i = 0; i < 256; i++) {
      int opacity = i < alpha.length ? alpha[i] & 0xff : 255;
      for (int channel = 0; channel < 3; channel++) {
        int sample = i < palette.length / 3 ? palette[3 * i + channel] & 0xff : 0;
        colours[3 * i + 2 - channel] = Rgb.over(sample, opacity);
      }
    }
  }

  private void clear(byte[] alpha) throws EOFException {
    if (alpha.length == 0) {
      return;
    }
    Bytes in = Bytes.big(alpha);
    for (int channel = 0; channel < (type == RGB ? 3 : 1); channel++) {
      int value = in.u16(2L * channel);
      clear[channel] = type == GREY && depth == 16 ? value : value & 0xff;
    }
    if (depth == 1) {
      clear[0] = in.u16(0) == 0 ? 0 : 255;
    }
  }

  /** Pillow looks for the transparent grey among those it has scaled to 8 bits. */
  private void greys() {
    if (depth > 8) {
      return;
    }
    int most = (1 << depth) - 1;
    for (int i = 0; i <= most; i++) {
      int grey = i * (255 / most);
      byte shown = (byte) (grey == clear[0] ? 255 : grey);
      colours[3 * i] = shown;
      colours[3 * i + 1] = shown;
      colours[3 * i + 2] = shown;
    }
  }

  /** Puts a row's pixels from {@code to} on, one every {@code step} bytes. */
  void put(byte[] row, int count, byte[] bgr, int to, int step) {
    int bytes = depth / 8;
    int from = 1;
    for (int x = 0; x < count; x++, to += step, from += bytes * samples) {
      switch (samples) {
        case 1 -> {
          if (depth == 16) {
            grey(wide(row, from), bgr, to);
          } else {
            looked(index(row, x), bgr, to);
          }
        }
        case 2 -> {
          byte shown = Rgb.over(row[from] & 0xff, row[from + bytes] & 0xff);
          bgr[to] = shown;
          bgr[to + 1] = shown;
          bgr[to + 2] = shown;
        }
        case 3 -> opaque(row, from, bytes, bgr, to);
        default -> {
          int opacity = row[from + 3 * bytes] & 0xff;
          bgr[to] = Rgb.over(row[from + 2 * bytes] & 0xff, opacity);
          bgr[to + 1] = Rgb.over(row[from + bytes] & 0xff, opacity);
          bgr[to + 2] = Rgb.over(row[from] & 0xff, opacity);
        }
      }
    }
  }

  /** The number that a pixel of up to 8 bits is stored as. */
  int index(byte[] row, int x) {
    if (depth == 8) {
      return row[1 + x] & 0xff;
    }
    long bit = (long) x * depth;
    return row[1 + (int) (bit >> 3)] >> 8 - depth - (int) (bit & 7) & (1 << depth) - 1;
  }

  private void looked(int index, byte[] bgr, int to) {
    bgr[to] = colours[3 * index];
    bgr[to + 1] = colours[3 * index + 1];
    bgr[to + 2] = colours[3 * index + 2];
  }

  private void grey(int value, byte[] bgr, int to) {
    byte shown = (byte) (value == clear[0] ? 255 : (value * 510L + 65535) / 131070);
    bgr[to] = shown;
    bgr[to + 1] = shown;
    bgr[to + 2] = shown;
  }

  private void opaque(byte[] row, int from, int bytes, byte[] bgr, int to) {
    byte red = row[from];
    byte green = row[from + bytes];
    byte blue = row[from + 2 * bytes];
    boolean white =
        (red & 0xff) == clear[0] && (green & 0xff) == clear[1] && (blue & 0xff) == clear[2];
    bgr[to] = white ? (byte) 255 : blue;
    bgr[to + 1] = white ? (byte) 255 : green;
    bgr[to + 2] = white ? (byte) 255 : red;
  }

  private static int wide(byte[] row, int at) {
    return (row[at] & 0xff) << 8 | row[at + 1] & 0xff;
  }
}
