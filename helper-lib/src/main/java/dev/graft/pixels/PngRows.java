package dev.graft.pixels;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** A PNG's rows one after the other, inflated and with their filters undone. */
final class PngRows implements AutoCloseable {
  private final PngChunks chunks;
  private final int pixelBits;
  private final Inflater inflater = new Inflater();
  private int chunk;
  private byte[] row = new byte[0];
  private byte[] above = new byte[0];

  PngRows(PngChunks chunks, int pixelBits) {
    this.chunks = chunks;
    this.pixelBits = pixelBits;
  }

  /** Begins a picture of rows so wide; above the first one is nothing. */
  void start(int width) {
    int bytes = (int) (((long) width * pixelBits + 7) / 8);
    row = new byte[bytes + 1];
    above = new byte[bytes + 1];
  }

  /**
   * Reads the next row: its bytes from 1 on, valid until the one after the next.
   *
   * @return null where the stream ended with the row before: the rest is left black
   */
  byte[] next() throws IOException {
    byte[] last = row;
    row = above;
    above = last;
    if (!inflated()) {
      return null;
    }
    unfilter();
    return row;
  }

  private boolean inflated() throws IOException {
    try {
      int to = 0;
      while (to < row.length) {
        int count = inflater.inflate(row, to, row.length - to);
        to += count;
        if (count == 0 && inflater.finished() && to == 0) {
          return false;
        }
        if (count == 0) {
          feed();
        }
      }
      return true;
    } catch (DataFormatException e) {
      throw new IOException("PNG is damaged: " + e.getMessage(), e);
    }
  }

  private void feed() throws IOException {
    if (inflater.finished() || inflater.needsDictionary() || chunk == chunks.data().size()) {
      throw new EOFException("pixels end early");
    }
    PngChunks.Chunk next = chunks.data().get(chunk++);
    inflater.setInput(chunks.file(), next.from(), next.length());
  }

  private void unfilter() throws IOException {
    int back = (pixelBits + 7) / 8;
    switch (row[0]) {
      case 0 -> {}
      case 1 -> {
        for (int i = back + 1; i < row.length; i++) {
          row[i] += row[i - back];
        }
      }
      case 2 -> {
        for (int i = 1; i < row.length; i++) {
          row[i] += above[i];
        }
      }
      case 3 -> {
        for (int i = 1; i < row.length; i++) {
          int left = i > back ? row[i - back] & 0xff : 0;
          row[i] += (byte) ((left + (above[i] & 0xff)) / 2);
        }
      }
      case 4 -> paeth(back);
      default -> throw new IOException("PNG is damaged: filter " + row[0]);
    }
  }

  private void paeth(int back) {
    for (int i = 1; i < Math.min(back + 1, row.length); i++) {
      row[i] += above[i];
    }
    for (int i = back + 1; i < row.length; i++) {
      int left = row[i - back] & 0xff;
      int up = above[i] & 0xff;
      int corner = above[i - back] & 0xff;
      int toLeft = Math.abs(up - corner);
      int toUp = Math.abs(left - corner);
      int toCorner = Math.abs(left + up - 2 * corner);
      row[i] +=
          (byte) (toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner);
    }
  }

  /** Black above, as before the first row. */
  void clear() {
    Arrays.fill(row, (byte) 0);
  }

  @Override
  public void close() {
    inflater.end();
  }
}
