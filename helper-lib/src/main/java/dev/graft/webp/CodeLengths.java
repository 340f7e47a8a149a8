package dev.graft.webp;

import java.io.IOException;
import java.util.Arrays;

/**
 * Reads prefix codes by the lengths of their symbols, which are coded themselves (RFC 9649, section
 * 3.7.2.1).
 */
final class CodeLengths {
  private static final int[] ORDER = {
    17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
  };

  /** Of the codes that repeat: the last length that is not 0, 0 a few times, 0 many times. */
  private static final int[] EXTRA_BITS = {2, 3, 7};

  private static final int[] LEAST = {3, 3, 11};
  private static final int REPEAT = 16;

  private CodeLengths() {}

  /** Reads how long the codes of an alphabet are, and makes them. */
  static PrefixCode code(BitReader in, int symbols) throws IOException {
    byte[] lengths = new byte[Math.max(symbols, 256)];
    if (in.flag()) {
      boolean areTwo = in.flag();
      lengths[in.number(in.flag() ? 8 : 1)] = 1;
      if (areTwo) {
        lengths[in.number(8)] = 1;
      }
    } else {
      read(in, lengths, symbols);
    }
    in.checkEnd();
    return PrefixCode.of(lengths, symbols);
  }

  private static void read(BitReader in, byte[] into, int symbols) throws IOException {
    byte[] own = new byte[ORDER.length];
    int count = 4 + in.number(4);
    for (int i = 0; i < count; i++) {
      own[ORDER[i]] = (byte) in.number(3);
    }
    PrefixCode code = PrefixCode.of(own, own.length);
    int left = symbols;
    if (in.flag()) {
      int bits = 2 + 2 * in.number(3);
      left = 2 + in.number(bits);
    }
    if (left > symbols) {
      throw damaged();
    }
    byte last = 8;
    int at = 0;
    for (; at < symbols && left > 0; left--) {
      in.fill();
      int length = code.read(in);
      if (length < REPEAT) {
        into[at++] = (byte) length;
        last = length > 0 ? (byte) length : last;
      } else {
        int kind = length - REPEAT;
        int times = LEAST[kind] + in.take(EXTRA_BITS[kind]);
        if (at + times > symbols) {
          throw damaged();
        }
        Arrays.fill(into, at, at + times, kind == 0 ? last : 0);
        at += times;
      }
    }
  }

  private static IOException damaged() {
    return new IOException("lossless WebP has more code lengths than symbols");
  }
}
