package dev.graft.webp;

import java.io.EOFException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads bits, the lowest of a byte first (RFC 9649, section 3.2). */
final class BitReader {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private final int end;

  /** As libwebp does, a stream of less than eight bytes is filled up with zeros to eight. */
  private final int missing;

  private int next;
  private long value;

  /** Of {@code value}, from the lowest on; below 0 what was read beyond the end. */
  private int available;

  BitReader(Slice part) {
    bytes = part.bytes();
    next = part.from();
    end = part.to();
    missing = Math.max(0, 64 - 8 * part.length());
  }

  /** Makes at least 56 bits available; zeros where the end is near. */
  void fill() {
    if (available < 0) {
      return;
    }
    if (end - next >= 8) {
      value |= (long) LONG.get(bytes, next) << available;
      next += 63 - available >> 3;
      available |= 56;
    } else {
      while (available < 56 && next < end) {
        value |= (bytes[next++] & 0xffL) << available;
        available += 8;
      }
    }
  }

  /** The next bits, the first lowest; valid as far as {@link #fill} made them available. */
  int peek() {
    return (int) value;
  }

  void skip(int bits) {
    value >>>= bits;
    available -= bits;
  }

  /** Reads a number of at most 25 bits. */
  int number(int bits) {
    fill();
    return take(bits);
  }

  /** Reads a number of bits that are available. */
  int take(int bits) {
    int number = (int) value & (1 << bits) - 1;
    skip(bits);
    return number;
  }

  boolean flag() {
    return number(1) == 1;
  }

  /** Whether more was read than there is. */
  boolean hasEnded() {
    return available < -missing;
  }

  void checkEnd() throws EOFException {
    if (hasEnded()) {
      throw new EOFException();
    }
  }
}
