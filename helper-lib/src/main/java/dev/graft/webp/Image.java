package dev.graft.webp;

import java.io.IOException;

/**
 * Where one coded picture lies in the file, and on the canvas.
 *
 * @param alpha of a lossy picture; null where there is none
 */
record Image(int x, int y, int width, int height, boolean isLossless, Slice pixels, Slice alpha) {

  Image opaqueUnless(boolean hasAlpha) {
    return hasAlpha ? this : new Image(x, y, width, height, isLossless, pixels, null);
  }

  /** Whether its own header announces alpha, which lossless ones have or have not. */
  boolean saysAlpha() throws IOException {
    return isLossless && Lossless.header(pixels).hasAlpha();
  }

  /** Gives its rows, from the top. */
  void read(Rows to) throws IOException {
    if (isLossless) {
      int[] all = Lossless.decode(pixels);
      int[] row = new int[width];
      for (int i = 0; i < height; i++) {
        System.arraycopy(all, i * width, row, 0, width);
        to.row(i, row);
      }
      return;
    }
    byte[] opacity = alpha == null ? null : Alpha.decode(alpha, width, height);
    Colours colours = new Colours(Lossy.decode(pixels));
    int[] row = new int[width];
    for (int i = 0; i < height; i++) {
      colours.row(i, row);
      for (int j = 0; opacity != null && j < width; j++) {
        row[j] = row[j] & 0xff_ffff | opacity[i * width + j] << 24;
      }
      to.row(i, row);
    }
  }
}
