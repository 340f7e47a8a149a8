package dev.graft.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads little-endian values one after another and never beyond the end. */
final class Cursor {
  private static final int LONGEST_LINE = 256;
  private final ByteBuffer bytes;

  Cursor(ByteBuffer bytes) {
    this.bytes = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  int position() {
    return bytes.position();
  }

  int remaining() {
    return bytes.remaining();
  }

  void skip(long count) {
    bytes.position(bytes.position() + need(count));
  }

  int u8() {
    need(Byte.BYTES);
    return Byte.toUnsignedInt(bytes.get());
  }

  int u16() {
    need(Short.BYTES);
    return Short.toUnsignedInt(bytes.getShort());
  }

  int i32() {
    need(Integer.BYTES);
    return bytes.getInt();
  }

  long u32() {
    return Integer.toUnsignedLong(i32());
  }

  long i64() {
    need(Long.BYTES);
    return bytes.getLong();
  }

  /** Reads seven bits a byte, the lowest first, as protocol buffers and LevelDB write numbers. */
  long varint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = u8();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new WeightsException("weights have a number of over 64 bits at byte " + position());
  }

  double bigEndianDouble() {
    return Double.longBitsToDouble(Long.reverseBytes(i64()));
  }

  ByteBuffer slice(long length) {
    ByteBuffer slice = bytes.slice(bytes.position(), need(length)).order(ByteOrder.LITTLE_ENDIAN);
    skip(length);
    return slice;
  }

  byte[] array(long length) {
    byte[] copy = new byte[need(length)];
    bytes.get(copy);
    return copy;
  }

  String text(long length) {
    return new String(array(length), StandardCharsets.UTF_8);
  }

  /** Reads up to a line feed, which is dropped. */
  String line() {
    var line = new StringBuilder();
    for (int c = u8(); c != '\n'; c = u8()) {
      if (line.length() == LONGEST_LINE) {
        throw new WeightsException(
            "pickle has a line of over " + LONGEST_LINE + " bytes: " + Excerpt.quoted(line));
      }
      line.append((char) c);
    }
    return line.toString();
  }

  private int need(long count) {
    if (count < 0 || count > bytes.remaining()) {
      throw new WeightsException(
          "weights end at byte "
              + bytes.limit()
              + ", "
              + Long.toUnsignedString(count)
              + " more are wanted at byte "
              + bytes.position()
              + "; file truncated or damaged");
    }
    return (int) count;
  }
}
