package dev.graft.pixels;

import java.io.EOFException;

/**
 * A bitmap's run lengths, of 8 or of 4 bits. Where they are damaged they mean what Pillow takes
 * them for; a picture that ends before its last pixel is cut.
 */
final class BmpRuns {
  private final byte[] file;
  private final BmpHeader header;
  private final byte[] indices;
  private int from;
  private int to;

  private BmpRuns(byte[] file, BmpHeader header) {
    this.file = file;
    this.header = header;
    from = (int) Math.min(header.pixels(), file.length);
    indices = new byte[header.width() * header.height()];
  }

  /** An index a pixel, rows as they are stored. */
  static byte[] decode(byte[] file, BmpHeader header) throws EOFException {
    BmpRuns runs = new BmpRuns(file, header);
    runs.decode();
    if (runs.to < runs.indices.length) {
      throw new EOFException("pixel " + runs.to + " of " + runs.indices.length);
    }
    return runs.indices;
  }

  private void decode() {
    int x = 0; // Pillow's, which a long run leaves at the row's end
    while (to < indices.length && from + 1 < file.length) {
      int count = file[from++] & 0xff;
      int value = file[from++] & 0xff;
      if (count > 0) {
        int fits = Math.min(count, Math.max(0, header.width() - x));
        run(fits, value);
        x += fits;
      } else if (value == 0) {
        put(0, (header.width() - to % header.width()) % header.width());
        x = 0;
      } else if (value == 1) {
        return;
      } else if (value == 2) {
        if (from + 2 > file.length) {
          return;
        }
        put(0, (file[from] & 0xff) + (file[from + 1] & 0xff) * header.width());
        from += 2;
        x = to % header.width();
      } else if (literal(value)) {
        x += value;
      } else {
        return;
      }
    }
  }

  private void run(int count, int value) {
    for (int i = 0; i < count && to < indices.length; i++) {
      indices[to++] = (byte) (!header.halves() ? value : i % 2 == 0 ? value >> 4 : value & 0xf);
    }
  }

  private void put(int value, long count) {
    int end = (int) Math.min(indices.length, to + count);
    while (to < end) {
      indices[to++] = (byte) value;
    }
  }

  /** Copies indices as they stand, and skips to an even place in the file. */
  private boolean literal(int value) {
    int count = Math.min(indices.length - to, value);
    int bytes = header.halves() ? (count + 1) / 2 : count;
    int here = Math.min(bytes, file.length - from);
    for (int i = 0; i < here; i++) {
      int both = file[from + i] & 0xff;
      if (!header.halves()) {
        indices[to++] = (byte) both;
      } else {
        indices[to++] = (byte) (both >> 4);
        if (2 * i + 1 < count) {
          indices[to++] = (byte) (both & 0xf);
        }
      }
    }
    from += here;
    if (here < bytes || to == indices.length) {
      return false;
    }
    from += from % 2;
    return true;
  }
}
