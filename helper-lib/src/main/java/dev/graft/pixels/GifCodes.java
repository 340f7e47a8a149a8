package dev.graft.pixels;

import java.io.EOFException;
import java.io.IOException;

/**
 * Reads a GIF's pixels, which are LZW codes in blocks of up to 255 bytes (GIF89a, appendix F): as
 * forgiving as Pillow, no less and no more.
 */
final class GifCodes {
  private static final int TABLE = 4096;
  private static final int MOST_BITS = 12;

  /** Pillow reads as much at a time, and goes on behind an end that comes too early. */
  private static final int FED = 1 << 16;

  private final byte[] file;
  private final int start;
  private int next;
  private int left;
  private int held;
  private int heldBits;

  private final int literalBits;
  private final int clear;
  private final byte[] suffix = new byte[TABLE];
  private final char[] prefix = new char[TABLE];
  private final byte[] run = new byte[TABLE + 1];
  private int size;
  private int free;
  private int last;
  private int first;
  private boolean isFresh;

  /** Starts at the byte that tells how many bits a pixel has. */
  GifCodes(byte[] file, int at) throws IOException {
    if (at >= file.length) {
      throw new EOFException();
    }
    this.file = file;
    literalBits = file[at] & 0xff;
    if (literalBits > MOST_BITS) {
      throw new IOException("GIF has codes of " + literalBits + " bits, at most " + MOST_BITS);
    }
    start = at + 1;
    next = start;
    clear = 1 << literalBits;
    reset();
  }

  private void reset() {
    size = literalBits + 1;
    free = clear + 2;
    isFresh = true;
  }

  /** What {@link #read} gave, from there to the end. */
  byte[] run() {
    return run;
  }

  /**
   * Reads the next pixels, at least one.
   *
   * @return where they start in {@link #run}
   */
  int read() throws IOException {
    int code = code();
    while (code == clear || code == clear + 1) {
      if (code == clear + 1) {
        checkMoreIsFed();
      } else {
        reset();
      }
      code = code();
    }
    if (code > (isFresh ? clear : free)) {
      throw damaged();
    }
    int from = run.length;
    int rest = code;
    if (!isFresh && code == free) {
      run[--from] = (byte) first;
      rest = last;
    }
    while (rest >= clear) {
      if (from == 1 || rest >= TABLE) {
        throw damaged();
      }
      run[--from] = suffix[rest];
      rest = prefix[rest];
    }
    first = rest;
    run[--from] = (byte) rest;
    if (!isFresh) {
      learn();
    }
    isFresh = false;
    last = code;
    return from;
  }

  /** A full table learns nothing more. */
  private void learn() {
    if (free < TABLE) {
      suffix[free] = (byte) first;
      prefix[free] = (char) last;
      if (free == (1 << size) - 1 && size < MOST_BITS) {
        size++;
      }
      free++;
    }
  }

  private int code() throws EOFException {
    while (heldBits < size) {
      if (left > 0) {
        held |= (file[next++] & 0xff) << heldBits;
        heldBits += 8;
        left--;
      } else if (next >= file.length || next + (file[next] & 0xff) >= file.length) {
        throw new EOFException();
      } else {
        left = file[next++] & 0xff;
      }
    }
    int code = held & (1 << size) - 1;
    held >>>= size;
    heldBits -= size;
    return code;
  }

  private void checkMoreIsFed() throws EOFException {
    long read = (next + left - start + FED - 1L) / FED * FED;
    if (start + read >= file.length) {
      throw new EOFException();
    }
  }

  private static IOException damaged() {
    return new IOException("GIF is damaged: a code that stands for nothing");
  }
}
