package dev.graft.pixels;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/** Which pixels a pass of an interlaced PNG brings; all of them in one that is not. */
enum PngPass {
  FIRST(0, 0, 8, 8),
  SECOND(4, 0, 8, 8),
  THIRD(0, 4, 4, 8),
  FOURTH(2, 0, 4, 4),
  FIFTH(0, 2, 2, 4),
  SIXTH(1, 0, 2, 2),
  SEVENTH(0, 1, 1, 2),
  ALL(0, 0, 1, 1);

  static final Set<PngPass> INTERLACED = EnumSet.range(FIRST, SEVENTH);
  static final Set<PngPass> AT_ONCE = EnumSet.of(ALL);

  private final int left;
  private final int top;
  private final int across;
  private final int down;

  PngPass(int left, int top, int across, int down) {
    this.left = left;
    this.top = top;
    this.across = across;
    this.down = down;
  }

  /**
   * Takes the pixels of a row: {@code count} of them, from {@code first} on, {@code step} apart.
   */
  interface Row {
    void put(byte[] row, int count, int first, int step);
  }

  void read(PngRows rows, int width, int height, Row to) throws IOException {
    int columns = (width - left + across - 1) / across;
    if (columns <= 0) {
      return;
    }
    rows.start(columns);
    for (int y = top; y < height; y += down) {
      byte[] row = rows.next();
      if (row == null) {
        return;
      }
      to.put(row, columns, y * width + left, across);
    }
  }
}
