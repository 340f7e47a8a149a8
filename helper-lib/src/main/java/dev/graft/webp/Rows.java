package dev.graft.webp;

/** Takes a picture row by row, from the top. */
@FunctionalInterface
public interface Rows {

  /**
   * Takes one row.
   *
   * @param y its number, from 0
   * @param argb a pixel each, not premultiplied; overwritten once this returns
   */
  void row(int y, int[] argb);
}
