package dev.graft.pixels;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.InflaterInputStream;

/** How a TIFF's strips or tiles are packed. */
final class TiffPacking {
  private static final int NONE = 1;
  private static final int LZW = 5;
  private static final int JPEG = 7;
  private static final int PACK_BITS = 32773;

  private final TiffCells cells;
  private final TiffDirectory tags;
  private final TiffSamples samples;

  TiffPacking(TiffCells cells) {
    this.cells = cells;
    tags = cells.tags();
    samples = cells.samples();
  }

  /** As many bytes as one packed byte can stand for. */
  int most() throws IOException {
    return switch ((int) tags.number(TiffDirectory.COMPRESSION, NONE)) {
      case NONE -> 1;
      case PACK_BITS -> 64;
      case LZW, 8, 32946, JPEG -> 1 << 12;
      default -> 1 << 16; // fax says a row in a bit
    };
  }

  /** Opens the cell at a pixel: its rows as they were before they were packed, plane by plane. */
  InputStream[] open(int left, int top) throws IOException {
    long cell = (long) (top / cells.height()) * cells.across() + left / cells.width();
    InputStream[] planes = new InputStream[samples.planar() ? samples.count() : 1];
    for (int plane = 0; plane < planes.length; plane++) {
      planes[plane] = open(cell + (long) plane * cells.across() * cells.down());
    }
    return planes;
  }

  private InputStream open(long cell) throws IOException {
    Bytes in = tags.header().in();
    long from = tags.number(cells.offsets(), cell, 0);
    long rest = in.length() - from;
    if (from < 0 || rest <= 0) {
      throw new IOException("TIFF is truncated");
    }
    int compression = (int) tags.number(TiffDirectory.COMPRESSION, NONE);
    long length = compression == NONE ? rest : tags.number(cells.lengths(), cell, rest);
    length = length <= 0 || length > rest ? rest : length;
    InputStream packed = new ByteArrayInputStream(in.file(), (int) from, (int) length);
    if (samples.reversed() && compression != JPEG) {
      packed = new ReversedBits(packed);
    }
    return switch (compression) {
      case NONE -> packed;
      case 2, 3, 4 -> TiffFax.open(cells, compression, packed.readAllBytes());
      case LZW -> new TiffLzw(packed);
      case JPEG -> TiffJpeg.open(cells, in.copy(from, length));
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
