package dev.graft.pixels;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.InflaterInputStream;

/**
 * A TIFF's strips or tiles: where they are, and what is in them.
 *
 * @param width of a tile, or the picture's
 * @param height of a tile, or of a strip
 * @param across cells beside each other
 * @param down cells below each other
 * @param offsets the tag that says where they are
 * @param lengths the tag that says how long they are
 */
record TiffCells(
    TiffDirectory tags,
    TiffSamples samples,
    int width,
    int height,
    int across,
    int down,
    int offsets,
    int lengths) {

  private static final int NONE = 1;
  private static final int LZW = 5;
  private static final int JPEG = 7;
  private static final int PACK_BITS = 32773;

  /** A tile may be larger than its picture, but not without bound. */
  private static final long SPARE = 1 << 16;

  private static final long MOST = 1L << 40;

  static TiffCells of(TiffDirectory tags, TiffSamples samples) throws IOException {
    long width = tags.number(TiffDirectory.WIDTH, 0);
    long height = tags.number(TiffDirectory.HEIGHT, 0);
    boolean strips = tags.has(TiffDirectory.STRIP_OFFSETS);
    long wide = strips ? width : tags.number(TiffDirectory.TILE_WIDTH, 0);
    long high =
        strips
            ? Math.min(height, tags.number(TiffDirectory.ROWS_PER_STRIP, height))
            : tags.number(TiffDirectory.TILE_HEIGHT, 0);
    if (wide < 1 || high < 1 || wide > width + SPARE || high > height + SPARE) {
      throw new IOException("TIFF is damaged: tiles of " + wide + " by " + high + " pixels");
    }
    return new TiffCells(
        tags,
        samples,
        (int) wide,
        (int) high,
        (int) ((width + wide - 1) / wide),
        (int) ((height + high - 1) / high),
        strips ? TiffDirectory.STRIP_OFFSETS : TiffDirectory.TILE_OFFSETS,
        strips ? TiffDirectory.STRIP_BYTES : TiffDirectory.TILE_BYTES);
  }

  /** As many bytes as one packed byte can stand for. */
  int packing() throws IOException {
    return switch ((int) tags.number(TiffDirectory.COMPRESSION, NONE)) {
      case NONE -> 1;
      case PACK_BITS -> 64;
      case LZW, 8, 32946, JPEG -> 1 << 12;
      default -> 1 << 16; // fax says a row in a bit
    };
  }

  /** Bytes of all cells, as they are opened; cells may lie over each other. */
  long packed() throws IOException {
    long cells = (long) across * down * (samples.planar() ? samples.count() : 1);
    long file = tags.header().in().length();
    long packed = 0;
    for (long cell = 0; cell < Math.min(cells, tags.count(offsets)); cell++) {
      long length = tags.number(lengths, cell, file);
      packed += length <= 0 ? file : Math.min(length, file);
    }
    return Math.min(packed, MOST);
  }

  /** Bytes of a row of one plane. */
  int rowBytes() {
    long samplesHere = (long) width * (samples.planar() ? 1 : samples.count());
    return (int) ((samplesHere * samples.bits() + 7) / 8);
  }

  /** Opens the cell at a pixel: its rows as they were before they were packed, plane by plane. */
  InputStream[] open(int left, int top) throws IOException {
    long cell = (long) (top / height) * across + left / width;
    InputStream[] planes = new InputStream[samples.planar() ? samples.count() : 1];
    for (int plane = 0; plane < planes.length; plane++) {
      planes[plane] = open(cell + (long) plane * across * down);
    }
    return planes;
  }

  private InputStream open(long cell) throws IOException {
    Bytes in = tags.header().in();
    long from = tags.number(offsets, cell, 0);
    long rest = in.length() - from;
    if (from < 0 || rest <= 0) {
      throw new IOException("TIFF is truncated");
    }
    int compression = (int) tags.number(TiffDirectory.COMPRESSION, NONE);
    long length = compression == NONE ? rest : tags.number(lengths, cell, rest);
    length = length <= 0 || length > rest ? rest : length;
    InputStream packed = new ByteArrayInputStream(in.file(), (int) from, (int) length);
    if (samples.reversed() && compression != JPEG) {
      packed = new ReversedBits(packed);
    }
    return switch (compression) {
      case NONE -> packed;
      case 2, 3, 4 -> TiffFax.open(this, compression, packed.readAllBytes());
      case LZW -> new TiffLzw(packed);
      case JPEG -> TiffJpeg.open(this, in.copy(from, length));
      case 8, 32946 -> new InflaterInputStream(packed);
      case PACK_BITS -> new PackBits(packed);
      default -> throw refused(compression);
    };
  }

  private static IOException refused(int compression) {
    String name =
        switch (compression) {
          case 6 -> "JPEG of the old kind";
          case 34925 -> "LZMA";
          case 50000 -> "Zstandard";
          case 50001 -> "WebP";
          default -> "kind " + compression;
        };
    return new IOException(
        "TIFF of compression " + name + " is not supported; save it with LZW, or as PNG");
  }

  /** Undoes the predictor, which stores differences to the pixel on the left. */
  void predict(byte[] row) throws IOException {
    int predictor = (int) tags.number(TiffDirectory.PREDICTOR, 1);
    int compression = (int) tags.number(TiffDirectory.COMPRESSION, NONE);
    boolean heeded = compression == LZW || compression == 8 || compression == 32946;
    if (!heeded || predictor == 1) {
      return;
    }
    int step = samples.planar() ? 1 : samples.count();
    if (predictor == 2) {
      TiffPredictor.differences(row, step, samples.bits(), tags.header().in().littleEndian());
    } else if (predictor == 3 && samples.bits() == 32) {
      TiffPredictor.floats(row, step, tags.header().in().littleEndian());
    } else {
      throw new IOException("TIFF of predictor " + predictor + " is not supported");
    }
  }
}
