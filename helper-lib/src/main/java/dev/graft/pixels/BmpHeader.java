package dev.graft.pixels;

import java.io.EOFException;
import java.io.IOException;
import java.util.List;

/**
 * What stands before a bitmap's pixels, in each of the header's seven lengths.
 *
 * @param palette RGB by index, whatever the index
 * @param fields null where there is a palette
 */
record BmpHeader(
    int width,
    int height,
    boolean topDown,
    int bits,
    int compression,
    long pixels,
    int[] palette,
    BmpFields fields) {

  private static final int FILE_HEADER = 14;
  private static final int RAW = 0;
  private static final int RLE8 = 1;
  private static final int RLE4 = 2;
  private static final int BIT_FIELDS = 3;

  static Size size(Bytes in) throws IOException {
    int length = length(in);
    if (length == 12) {
      return new Size(in.u16(18), in.u16(20));
    }
    long height = in.u32(22);
    return new Size(in.u32(18), topDown(in) ? (1L << 32) - height : height);
  }

  private static int length(Bytes in) throws IOException {
    long length = in.u32(FILE_HEADER);
    if (!List.of(12L, 40L, 52L, 56L, 64L, 108L, 124L).contains(length)) {
      throw new IOException("BMP with a header of " + length + " bytes is not supported");
    }
    return (int) length;
  }

  private static boolean topDown(Bytes in) throws EOFException {
    return in.u8(25) == 0xff;
  }

  static BmpHeader of(Bytes in) throws IOException {
    Size size = size(in);
    int length = length(in);
    boolean old = length == 12;
    int bits = in.u16(old ? 24 : 28);
    int compression = old ? RAW : (int) Math.min(in.u32(30), Integer.MAX_VALUE);
    long colours = old ? 0 : in.u32(46);
    colours = colours == 0 && bits <= 16 ? 1L << bits : colours;
    if (!List.of(1, 4, 8, 16, 24, 32).contains(bits)) {
      throw new IOException("BMP of " + bits + " bits is not supported");
    }
    boolean runs = bits <= 8 && (compression == RLE8 || compression == RLE4);
    if (compression != RAW && compression != BIT_FIELDS && !runs) {
      throw new IOException("BMP of compression " + compression + " is not supported");
    }
    long after = FILE_HEADER + length;
    BmpFields fields = bits > 8 ? BmpFields.plain(bits) : null;
    if (compression == BIT_FIELDS) {
      long alpha = length < 56 ? 0 : in.u32(66);
      fields = BmpFields.of(bits, in.u32(54), in.u32(58), in.u32(62), alpha);
      after += length == 40 ? 12 : 0;
    }
    int[] palette = bits > 8 ? new int[0] : palette(in, after, old ? 3 : 4, colours);
    long paletteBytes = bits > 8 ? 0 : colours * (old ? 3 : 4);
    long pixels = in.u32(10);
    if (pixels == FILE_HEADER + length || pixels == 0) {
      pixels = after + paletteBytes;
    }
    return new BmpHeader(
        (int) size.width(),
        (int) size.height(),
        !old && topDown(in),
        bits,
        compression,
        pixels,
        palette,
        fields);
  }

  /** What an index beyond the colours shows is Pillow's choice: black. */
  private static int[] palette(Bytes in, long at, int bytes, long colours) throws IOException {
    if (colours > 1 << 16) {
      throw new IOException("BMP with a palette of " + colours + " colours is not supported");
    }
    int[] palette = new int[256];
    long here = Math.min(Math.min(colours, 256), (in.length() - at) / bytes);
    for (int i = 0; i < here; i++) {
      long from = at + (long) bytes * i;
      palette[i] = in.u8(from + 2) << 16 | in.u8(from + 1) << 8 | in.u8(from);
    }
    return palette;
  }

  boolean runs() {
    return compression == RLE8 || compression == RLE4;
  }

  /** Two indices a byte. */
  boolean halves() {
    return compression == RLE4;
  }

  /** Bytes from a row to the next. */
  long stride() {
    return ((long) width * bits + 31) / 32 * 4;
  }

  /** Where the row that is stored as the y-th is seen. */
  int row(int y) {
    return topDown ? y : height - 1 - y;
  }

  /** Where the pixels end. */
  long end() {
    return pixels + (height - 1) * stride() + ((long) width * bits + 7) / 8;
  }

  void checkWhole(byte[] file) throws EOFException {
    if (end() > file.length) {
      throw new EOFException("pixels to byte " + end() + " of " + file.length);
    }
  }
}
