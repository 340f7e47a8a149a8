package dev.graft.pixels;

import java.io.EOFException;
import java.io.IOException;

/**
 * What stands before the pixels of a GIF's first picture, read as Pillow reads it.
 *
 * @param width of the canvas, which grows with a picture that is larger
 * @param colours by index, RGB; of what has no palette the grey of the index
 * @param transparent index; -1 where none is
 * @param codes where the pixels start, with the bits of their smallest code
 */
record GifHeader(int width, int height, Frame frame, int[] colours, int transparent, int codes) {

  /** Where the picture lies on the canvas. */
  record Frame(int x, int y, int width, int height, boolean isInterlaced) {}

  private static final int START = 13;
  private static final int COLOURS = 256;
  private static final int HAS_PALETTE = 128;
  private static final int INTERLACED = 64;
  private static final int CONTROL = 249;
  private static final int COMMENT = 254;
  private static final int APPLICATION = 255;

  static GifHeader read(byte[] file) throws IOException {
    return new Reader(file).read();
  }

  /** Goes through a file from its start. */
  private static final class Reader {
    private final byte[] file;
    private int next = START;
    private int[] colours;
    private int transparent = -1;

    Reader(byte[] file) {
      this.file = file;
    }

    GifHeader read() throws IOException {
      readPalette(at(10));
      for (int mark = next(); mark != ','; mark = next()) {
        if (mark == ';') {
          throw new IOException("GIF has no picture");
        }
        if (mark == '!') {
          readExtension();
        }
      }
      Frame frame =
          new Frame(two(next), two(next + 2), two(next + 4), two(next + 6), isInterlaced());
      int flags = at(next + 8);
      next += 9;
      readPalette(flags);
      int width = Math.max(two(6), frame.x() + frame.width());
      int height = Math.max(two(8), frame.y() + frame.height());
      return new GifHeader(width, height, frame, colours(), transparent, next);
    }

    private boolean isInterlaced() throws EOFException {
      return (at(next + 8) & INTERLACED) != 0;
    }

    private int[] colours() {
      if (colours == null) {
        colours = new int[COLOURS];
        for (int i = 0; i < COLOURS; i++) {
          colours[i] = i * 0x01_0101;
        }
      }
      return colours;
    }

    /** A palette whose colours are their own numbers is none, and leaves another in force. */
    private void readPalette(int flags) throws EOFException {
      if ((flags & HAS_PALETTE) == 0) {
        return;
      }
      int[] palette = new int[COLOURS];
      boolean isRamp = true;
      for (int i = 0; i < 2 << (flags & 7); i++) {
        palette[i] = next() << 16 | next() << 8 | next();
        isRamp &= palette[i] == i * 0x01_0101;
      }
      colours = isRamp ? colours : palette;
    }

    private void readExtension() throws IOException {
      int label = next();
      int start = next;
      int length = block();
      if (label == CONTROL && length > 0) {
        boolean hasTransparent = (at(start + 1) & 1) != 0;
        if (length < (hasTransparent ? 4 : 3)) {
          throw new IOException("GIF is damaged: a control block of " + length + " bytes");
        }
        transparent = hasTransparent ? at(start + 4) : transparent;
      } else if (label == APPLICATION && length > 0 && isLoop(start + 1, length)) {
        block();
      }
      if (label != COMMENT || length > 0) {
        int more;
        do { // Pillow looks for an empty block behind an empty one too, but after a comment
          more = block();
        } while (more > 0);
      }
    }

    private boolean isLoop(int from, int length) throws EOFException {
      String name = "NETSCAPE2.0";
      boolean isLoop = length >= name.length();
      for (int i = 0; isLoop && i < name.length(); i++) {
        isLoop = at(from + i) == name.charAt(i);
      }
      return isLoop;
    }

    /** Passes over a block; 0 where it is empty, which ends a row of them. */
    private int block() throws EOFException {
      int length = next();
      next += length;
      return length;
    }

    private int next() throws EOFException {
      return at(next++);
    }

    private int two(int index) throws EOFException {
      return at(index) | at(index + 1) << 8;
    }

    private int at(int index) throws EOFException {
      if (index >= file.length) {
        throw new EOFException();
      }
      return file[index] & 0xff;
    }
  }
}
