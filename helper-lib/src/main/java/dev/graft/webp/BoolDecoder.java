package dev.graft.webp;

import java.io.EOFException;

/**
 * Reads bits that are more or less likely to be 0, as an arithmetic coder wrote them (RFC 6386,
 * section 7).
 */
final class BoolDecoder {
  private final byte[] bytes;
  private final int end;
  private int next;
  private long value;
  private int range = 255;

  /** Of {@code value}, those beyond the 8 that the next bit is compared with. */
  private int spare = -8;

  private boolean ended;

  BoolDecoder(Slice part) {
    bytes = part.bytes();
    next = part.from();
    end = part.to();
  }

  /** One bit, 0 with a probability of {@code zero} in 256. */
  int bit(int zero) {
    if (spare < 0) {
      load();
    }
    int split = 1 + ((range - 1) * zero >> 8);
    long bound = (long) split << spare;
    int bit;
    if (value >= bound) {
      value -= bound;
      range -= split;
      bit = 1;
    } else {
      range = split;
      bit = 0;
    }
    int shift = Integer.numberOfLeadingZeros(range) - 24;
    range <<= shift;
    spare -= shift;
    return bit;
  }

  private void load() {
    if (end - next >= 4) {
      long four =
          (bytes[next] & 0xffL) << 24
              | (bytes[next + 1] & 0xff) << 16
              | (bytes[next + 2] & 0xff) << 8
              | bytes[next + 3] & 0xff;
      value = value << 32 | four;
      next += 4;
      spare += 32;
    } else if (next < end) {
      value = value << 8 | bytes[next++] & 0xff;
      spare += 8;
    } else if (ended) {
      spare = 0; // what is read from here on is thrown away
    } else {
      value <<= 8;
      spare += 8;
      ended = true;
    }
  }

  boolean flag() {
    return bit(128) == 1;
  }

  int number(int bits) {
    int number = 0;
    for (int i = 0; i < bits; i++) {
      number = number << 1 | bit(128);
    }
    return number;
  }

  /** A number followed by its sign. */
  int signed(int bits) {
    int number = number(bits);
    return flag() ? -number : number;
  }

  /** Refuses what was read beyond the end, as libwebp does. */
  void checkEnd() throws EOFException {
    if (ended) {
      throw new EOFException();
    }
  }
}
