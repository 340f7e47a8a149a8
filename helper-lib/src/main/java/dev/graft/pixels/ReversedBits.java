package dev.graft.pixels;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes whose lowest bit comes first, turned round. */
final class ReversedBits extends FilterInputStream {

  ReversedBits(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    int value = in.read();
    return value < 0 ? value : Integer.reverse(value) >>> 24;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    int count = in.read(into, from, length);
    for (int i = 0; i < count; i++) {
      into[from + i] = (byte) (Integer.reverse(into[from + i]) >>> 24);
    }
    return count;
  }
}
