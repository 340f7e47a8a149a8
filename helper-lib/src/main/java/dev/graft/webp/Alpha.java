package dev.graft.webp;

import java.io.EOFException;
import java.io.IOException;

/**
 * The alpha of a lossy picture: a plane of bytes, plain or coded as a lossless picture's green,
 * each stored as its difference from a neighbour (RFC 9649, section 2.7.1.2). That an encoder
 * reduced the number of levels is only said.
 */
final class Alpha {
  private static final int PLAIN = 0;
  private static final int LOSSLESS = 1;

  private Alpha() {}

  static byte[] decode(Slice chunk, int width, int height) throws IOException {
    int header = chunk.at(0);
    int method = header & 3;
    if (method > LOSSLESS || header >> 4 > 1) {
      throw new IOException("WebP has alpha of an unknown kind");
    }
    Slice data = chunk.after(1);
    byte[] plane = new byte[Math.multiplyExact(width, height)];
    if (method == PLAIN) {
      if (data.length() < plane.length) {
        throw new EOFException();
      }
      System.arraycopy(data.bytes(), data.from(), plane, 0, plane.length);
    } else {
      int[] argb = Lossless.alpha(data, width, height);
      for (int i = 0; i < plane.length; i++) {
        plane[i] = (byte) (argb[i] >> 8);
      }
    }
    undo(plane, width, header >> 2 & 3);
    return plane;
  }

  /** Undoes the filter: none, from the left, from above, or by the gradient. */
  private static void undo(byte[] plane, int width, int filter) {
    for (int i = 0; i < plane.length && filter != 0; i++) {
      int x = i % width;
      int predicted;
      if (i < width || x == 0) {
        predicted = i == 0 ? 0 : plane[x == 0 ? i - width : i - 1];
      } else {
        predicted =
            switch (filter) {
              case 1 -> plane[i - 1];
              case 2 -> plane[i - width];
              default -> gradient(plane, i, width);
            };
      }
      plane[i] += (byte) predicted;
    }
  }

  private static int gradient(byte[] plane, int at, int width) {
    int left = plane[at - 1] & 0xff;
    int above = plane[at - width] & 0xff;
    int corner = plane[at - width - 1] & 0xff;
    return Transform.clip(left + above - corner);
  }
}
