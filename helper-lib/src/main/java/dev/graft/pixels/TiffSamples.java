package dev.graft.pixels;

import java.io.IOException;

/**
 * How a TIFF's samples stand in its rows and what they mean: the combinations that Pillow knows.
 *
 * @param count samples a pixel
 * @param bits of each
 * @param format 1 whole, 2 signed, 3 floating
 * @param photometric what they mean
 * @param extra meaning of the first sample beyond the colours, −1 where there is none
 * @param palette B, G, R by index
 */
record TiffSamples(
    int count,
    int bits,
    int format,
    int photometric,
    int extra,
    boolean planar,
    boolean reversed,
    boolean littleEndian,
    byte[] palette) {

  private static final int WHITE_IS_ZERO = 0;
  private static final int BLACK_IS_ZERO = 1;
  private static final int RGB = 2;
  private static final int PALETTE = 3;
  private static final int CMYK = 5;
  private static final int YCBCR = 6;
  private static final int LAB = 8;
  private static final int MOST = 6;

  static TiffSamples of(TiffDirectory tags) throws IOException {
    int photometric = (int) tags.number(TiffDirectory.PHOTOMETRIC, 0);
    long count = tags.number(TiffDirectory.SAMPLES, 1);
    int colours =
        switch (photometric) {
          case RGB, YCBCR, LAB -> 3;
          case CMYK -> 4;
          default -> 1;
        };
    if (count < 1 || count > MOST) {
      throw new IOException("TIFF of " + count + " samples is not supported");
    }
    int bits = (int) tags.number(TiffDirectory.BITS, 1);
    long given = Math.min(count, tags.count(TiffDirectory.BITS));
    for (long i = 1; i < given; i++) {
      if (tags.number(TiffDirectory.BITS, i, bits) != bits) {
        throw new IOException("TIFF of unequal bits is not supported");
      }
    }
    long extras = tags.count(TiffDirectory.EXTRA_SAMPLES);
    int extra = extras == 0 ? -1 : (int) tags.number(TiffDirectory.EXTRA_SAMPLES, 0);
    boolean planar = tags.number(TiffDirectory.PLANES, 1) == 2;
    TiffSamples samples =
        new TiffSamples(
            (int) count,
            bits,
            (int) tags.number(TiffDirectory.SAMPLE_FORMAT, 1),
            photometric,
            extra < 0 && photometric == RGB && count == 4
                ? unnamed(tags, planar)
                : extra == 999 ? 2 : extra,
            planar,
            tags.number(TiffDirectory.FILL_ORDER, 1) == 2,
            tags.header().in().littleEndian(),
            photometric == PALETTE ? palette(tags, bits) : new byte[0]);
    if (photometric == YCBCR && tags.number(TiffDirectory.COMPRESSION, 1) != 7) {
      throw new IOException("TIFF of YCbCr without JPEG is not supported");
    }
    if (!samples.known() || count < colours) {
      throw new IOException("TIFF of " + samples.named() + " is not supported");
    }
    return samples;
  }

  /**
   * A fourth sample that nobody names is alpha; libtiff, which unpacks planes, multiplied it in.
   */
  private static int unnamed(TiffDirectory tags, boolean planar) throws IOException {
    return planar && tags.number(TiffDirectory.COMPRESSION, 1) != 1 ? 1 : 2;
  }

  private boolean known() {
    return switch (photometric) {
      case WHITE_IS_ZERO, BLACK_IS_ZERO -> grey();
      case RGB -> format == 1 && (bits == 8 || bits == 16 && count <= 4);
      case PALETTE -> format == 1 && (count == 1 ? bits <= 8 : count == 2 && bits == 8);
      case CMYK -> format == 1 && (bits == 8 || bits == 16 && count == 4);
      case YCBCR -> format == 1 && bits == 8 && (count == 1 || count == 3);
      default -> false;
    };
  }

  private boolean grey() {
    if (count == 2) {
      return bits == 8 && format == 1 && photometric == BLACK_IS_ZERO;
    }
    return count == 1
        && switch (bits) {
          case 1, 2, 4 -> format == 1;
          case 8 -> format == 1 || format == 2 && photometric == BLACK_IS_ZERO;
          case 12 -> format == 1;
          case 16 -> format < 3;
          case 32 -> format <= 3;
          default -> false;
        };
  }

  private String named() {
    String kind =
        switch (photometric) {
          case LAB -> "CIELAB";
          case 32844, 32845 -> "CIE Luv";
          case 32803 -> "a camera's raw mosaic";
          default -> "photometric " + photometric;
        };
    return kind + ", " + count + " samples of " + bits + " bits";
  }

  /** Its colours are of 16 bits, of which the upper eight count. */
  private static byte[] palette(TiffDirectory tags, int bits) throws IOException {
    byte[] palette = new byte[3 * 256];
    long colours = tags.count(TiffDirectory.COLOUR_MAP) / 3;
    for (int i = 0; i < Math.min(colours, 1 << Math.min(bits, 8)); i++) {
      for (int channel = 0; channel < 3; channel++) {
        long value = tags.number(TiffDirectory.COLOUR_MAP, channel * colours + i, 0);
        palette[3 * i + 2 - channel] = (byte) (value >> 8);
      }
    }
    return palette;
  }

  boolean luminance() {
    return photometric == YCBCR;
  }

  /** Spreads one plane's row, of all samples or of one, into the values of all. */
  void unpack(byte[] row, int[] values, int plane, int planes) {
    int step = planes == 1 ? 1 : count;
    int perRow = planes == 1 ? values.length : values.length / count;
    for (int i = 0, to = plane; i < perRow; i++, to += step) {
      values[to] =
          switch (bits) {
            case 8 -> row[i] & 0xff;
            case 16 -> two(row, 2 * i);
            case 32 ->
                littleEndian
                    ? two(row, 4 * i + 2) << 16 | two(row, 4 * i)
                    : two(row, 4 * i) << 16 | two(row, 4 * i + 2);
            case 12 -> twelve(row, i);
            default -> {
              long bit = (long) i * bits;
              int shift = 8 - bits - (int) (bit & 7);
              yield row[(int) (bit >> 3)] >> shift & (1 << bits) - 1;
            }
          };
    }
  }

  private int two(byte[] row, int at) {
    int first = row[at] & 0xff;
    int second = row[at + 1] & 0xff;
    return littleEndian ? second << 8 | first : first << 8 | second;
  }

  private static int twelve(byte[] row, int i) {
    int at = i / 2 * 3;
    return i % 2 == 0
        ? (row[at] & 0xff) << 4 | (row[at + 1] & 0xff) >> 4
        : (row[at + 1] & 0xf) << 8 | row[at + 2] & 0xff;
  }

  /** Puts a row's pixels as B, G, R. */
  void put(int[] values, int pixels, byte[] bgr, int to) {
    for (int x = 0, from = 0; x < pixels; x++, from += count, to += 3) {
      switch (photometric) {
        case PALETTE -> {
          for (int channel = 0; channel < 3; channel++) {
            bgr[to + channel] = over(palette[3 * values[from] + channel] & 0xff, values, from, 1);
          }
        }
        case CMYK -> {
          int light = 255 - high(values[from + 3]);
          for (int channel = 0; channel < 3; channel++) {
            bgr[to + channel] = JpegInks.ink(high(values[from + 2 - channel]), light);
          }
        }
        case RGB, YCBCR -> {
          for (int channel = 0; channel < 3; channel++) {
            int sample = values[from + (count < 3 ? 0 : 2 - channel)];
            bgr[to + channel] = over(high(sample), values, from, 3);
          }
        }
        default -> {
          byte grey = over(grey(values[from]), values, from, 1);
          bgr[to] = grey;
          bgr[to + 1] = grey;
          bgr[to + 2] = grey;
        }
      }
    }
  }

  private int high(int sample) {
    return bits == 16 ? sample >> 8 : sample;
  }

  private byte over(int sample, int[] values, int from, int colours) {
    if (count <= colours || extra < 1) {
      return (byte) sample;
    }
    int alpha = high(values[from + colours]);
    int straight =
        extra == 2 || alpha == 255 ? sample : alpha == 0 ? 0 : Math.min(255, sample * 255 / alpha);
    return Rgb.over(straight, alpha);
  }

  /** More than 8 bits are scaled and rounded as of 16, floats cut to 0…255. */
  private int grey(int value) {
    if (format == 3) {
      return (int) Math.max(0, Math.min(255, Float.intBitsToFloat(value)));
    }
    if (bits <= 8) {
      int grey = value * (255 / ((1 << bits) - 1));
      return photometric == WHITE_IS_ZERO ? 255 - grey : grey;
    }
    long signed = bits == 16 && format == 2 ? (short) value : value;
    return (int) Math.max(0, Math.min(255, Math.floorDiv(signed * 510 + 65535, 131070L)));
  }
}
