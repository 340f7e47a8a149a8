package dev.graft.webp;

import java.io.EOFException;

/** Goes through the chunks of a file, or of a frame: four letters, a length, what it says. */
final class Chunks {
  private static final int HEADER = 8;

  private final Slice all;
  private int next;

  Chunks(Slice all) {
    this.all = all;
  }

  /**
   * One chunk.
   *
   * @param content without the byte that fills it up to an even length
   * @param padded with it
   */
  record Chunk(String name, Slice content, Slice padded) {}

  boolean hasNext() {
    return next < all.length();
  }

  /** The name of the next chunk. */
  String name() throws EOFException {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      name.append((char) all.at(next + i));
    }
    return name.toString();
  }

  /** Where the next chunk ends; all of it must be there. */
  int end() throws EOFException {
    long length = Integer.toUnsignedLong(all.number(next + 4, 4));
    long end = next + HEADER + length + (length & 1);
    if (end > all.length()) {
      throw new EOFException();
    }
    return (int) end;
  }

  /** Where it starts. */
  int at() {
    return next;
  }

  /** Goes on with what is in the next chunk, behind some bytes which it gives. */
  Slice enter(int bytes) throws EOFException {
    int start = next + HEADER;
    next = start + bytes;
    return all.part(start, next);
  }

  /** Takes the next chunk. */
  Chunk next() throws EOFException {
    String name = name();
    int start = next + HEADER;
    int length = all.number(next + 4, 4);
    next = end();
    return new Chunk(name, all.part(start, start + length), all.part(start, next));
  }
}
