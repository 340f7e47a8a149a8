package dev.graft.pixels;

import java.io.EOFException;
import java.util.Arrays;

/** Numbers out of a file's bytes; one that lies beyond them is a cut file. */
record Bytes(byte[] file, boolean littleEndian) {

  static Bytes big(byte[] file) {
    return new Bytes(file, false);
  }

  static Bytes little(byte[] file) {
    return new Bytes(file, true);
  }

  int length() {
    return file.length;
  }

  int u8(long at) throws EOFException {
    if (at < 0 || at >= file.length) {
      throw new EOFException("byte " + at + " of " + file.length);
    }
    return file[(int) at] & 0xff;
  }

  int u16(long at) throws EOFException {
    int first = u8(at);
    int second = u8(at + 1);
    return littleEndian ? second << 8 | first : first << 8 | second;
  }

  long u32(long at) throws EOFException {
    long first = u16(at);
    long second = u16(at + 2);
    return littleEndian ? second << 16 | first : first << 16 | second;
  }

  long u64(long at) throws EOFException {
    long first = u32(at);
    long second = u32(at + 4);
    return littleEndian ? second << 32 | first : first << 32 | second;
  }

  byte[] copy(long from, long count) throws EOFException {
    if (from < 0 || count < 0 || count > file.length - from) {
      throw new EOFException(count + " bytes from " + from + " of " + file.length);
    }
    return Arrays.copyOfRange(file, (int) from, (int) (from + count));
  }

  /** Whether these characters stand there. */
  boolean has(long at, String latin) {
    if (at < 0 || at + latin.length() > file.length) {
      return false;
    }
    for (int i = 0; i < latin.length(); i++) {
      if ((file[(int) at + i] & 0xff) != latin.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
