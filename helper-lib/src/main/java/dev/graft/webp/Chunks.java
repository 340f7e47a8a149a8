package dev.graft.webp;

import java.io.EOFException;
import java.io.IOException;

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

  /** Takes the next chunk, all of which must be there. */
  Chunk next() throws IOException {
    String name = name();
    long length = Integer.toUnsignedLong(all.number(next + 4, 4));
    int start = next + HEADER;
    long end = start + length + (length & 1);
    if (end > all.length()) {
      throw new EOFException();
    }
    next = (int) end;
    return new Chunk(name, all.part(start, (int) (start + length)), all.part(start, next));
  }
}
