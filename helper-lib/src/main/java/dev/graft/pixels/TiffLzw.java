package dev.graft.pixels;

import java.io.IOException;
import java.io.InputStream;

/** TIFF's LZW: codes of 9 to 12 bits, the highest bit first, widened one code early. */
final class TiffLzw extends InputStream {
  private static final int CLEAR = 256;
  private static final int END = 257;
  private static final int CODES = 4096;

  private final InputStream in;
  private final short[] prefix = new short[CODES];
  private final byte[] suffix = new byte[CODES];
  private final byte[] stack = new byte[CODES];
  private int top;
  private int next = END + 1;
  private int width = 9;
  private int last = -1;
  private int first;
  private int bits;
  private int count;

  TiffLzw(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    while (top == 0) {
      int code = code();
      if (code == CLEAR) {
        next = END + 1;
        width = 9;
        last = -1;
      } else if (code < 0 || code == END) {
        return -1;
      } else {
        word(code);
      }
    }
    return stack[--top] & 0xff;
  }

  private int code() throws IOException {
    while (count < width) {
      int value = in.read();
      if (value < 0) {
        return -1;
      }
      bits = bits << 8 | value;
      count += 8;
    }
    count -= width;
    int code = bits >>> count;
    bits &= (1 << count) - 1;
    return code;
  }

  /** Stacks a code's bytes, the last first. */
  private void word(int code) throws IOException {
    if (last < 0 ? code > 255 : code > next) {
      throw new IOException("TIFF is damaged: LZW code " + code);
    }
    int at = code;
    if (code == next) {
      stack[top++] = (byte) first;
      at = last;
    }
    while (at > 255) {
      stack[top++] = suffix[at];
      at = prefix[at];
    }
    first = at;
    stack[top++] = (byte) at;
    if (last >= 0 && next < CODES) {
      prefix[next] = (short) last;
      suffix[next] = (byte) first;
      next++;
      width = Math.min(12, 32 - Integer.numberOfLeadingZeros(next + 1));
    }
    last = code;
  }
}
