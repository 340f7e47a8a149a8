package dev.graft.pixels;

import java.io.IOException;
import java.io.InputStream;

/** Runs and literals of bytes (TIFF 6.0, section 9). */
final class PackBits extends InputStream {
  private final InputStream in;
  private int literals;
  private int run;
  private int value;

  PackBits(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    while (literals == 0 && run == 0) {
      int count = in.read();
      if (count < 0) {
        return -1;
      }
      if (count < 128) {
        literals = count + 1;
      } else if (count > 128) {
        run = 257 - count;
        value = in.read();
      }
    }
    if (literals > 0) {
      literals--;
      return in.read();
    }
    run--;
    return value;
  }
}
