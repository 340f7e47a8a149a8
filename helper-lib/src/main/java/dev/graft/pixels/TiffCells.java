package dev.graft.pixels;

import java.io.IOException;

/**
 * A TIFF's strips or tiles: where they are.
 *
 * @param width of a tile, or the picture's
 * @param height of a tile, or of a strip
 * @param across cells beside each other
 * @param down cells below each other
 * @param offsets the tag that says where they are
 * @param lengths the tag that says how long they are
 */
record TiffCells(
    TiffDirectory tags,
    TiffSamples samples,
    int width,
    int height,
    int across,
    int down,
    int offsets,
    int lengths) {

  /** A tile may be larger than its picture, but not without bound. */
  private static final long SPARE = 1 << 16;

  private static final long MOST = 1L << 40;

  static TiffCells of(TiffDirectory tags, TiffSamples samples) throws IOException {
    long width = tags.number(TiffDirectory.WIDTH, 0);
    long height = tags.number(TiffDirectory.HEIGHT, 0);
    boolean strips = tags.has(TiffDirectory.STRIP_OFFSETS);
    long wide = strips ? width : tags.number(TiffDirectory.TILE_WIDTH, 0);
    long high =
        strips
            ? Math.min(height, tags.number(TiffDirectory.ROWS_PER_STRIP, height))
            : tags.number(TiffDirectory.TILE_HEIGHT, 0);
    if (wide < 1 || high < 1 || wide > width + SPARE || high > height + SPARE) {
      throw new IOException("TIFF is damaged: tiles of " + wide + " by " + high + " pixels");
    }
    return new TiffCells(
        tags,
        samples,
        (int) wide,
        (int) high,
        (int) ((width + wide - 1) / wide),
        (int) ((height + high - 1) / high),
        strips ? TiffDirectory.STRIP_OFFSETS : TiffDirectory.TILE_OFFSETS,
        strips ? TiffDirectory.STRIP_BYTES : TiffDirectory.TILE_BYTES);
  }

  /** Bytes of all cells, as they are opened; cells may lie over each other. */
  long packed() throws IOException {
    long cells = (long) across * down * (samples.planar() ? samples.count() : 1);
    long file = tags.header().in().length();
    long packed = 0;
    for (long cell = 0; cell < Math.min(cells, tags.count(offsets)); cell++) {
      long length = tags.number(lengths, cell, file);
      packed += length <= 0 ? file : Math.min(length, file);
    }
    return Math.min(packed, MOST);
  }

  /** Bytes of a row of one plane. */
  int rowBytes() {
    long samplesHere = (long) width * (samples.planar() ? 1 : samples.count());
    return (int) ((samplesHere * samples.bits() + 7) / 8);
  }
}
