package dev.graft.webp;

import java.io.EOFException;

/** A part of the file's bytes, which are not copied. */
record Slice(byte[] bytes, int from, int to) {

  int length() {
    return to - from;
  }

  /** An unsigned byte. */
  int at(int index) throws EOFException {
    if (index >= length()) {
      throw new EOFException();
    }
    return bytes[from + index] & 0xff;
  }

  int number(int index, int count) throws EOFException {
    int value = 0;
    for (int i = count - 1; i >= 0; i--) {
      value = value << 8 | at(index + i);
    }
    return value;
  }

  Slice after(int index) throws EOFException {
    return part(index, length());
  }

  Slice part(int start, int end) throws EOFException {
    if (start < 0 || start > end || end > length()) {
      throw new EOFException();
    }
    return new Slice(bytes, from + start, from + end);
  }
}
