package dev.graft.graph;

/**
 * How a window moves over a map, and how far its own places lie from each other.
 *
 * @param rows from one position to the next
 * @param columns from one position to the next
 * @param spreadRows rows from one place of the window to the next, 1 where it has no holes
 * @param spreadColumns columns alike
 */
public record Steps(int rows, int columns, int spreadRows, int spreadColumns) {
  /** Rejects a step of nothing. */
  public Steps {
    if (Math.min(Math.min(rows, columns), Math.min(spreadRows, spreadColumns)) < 1) {
      throw new IllegalArgumentException(
          "steps are "
              + rows
              + ", "
              + columns
              + ", "
              + spreadRows
              + ", "
              + spreadColumns
              + "; each must be at least 1");
    }
  }

  /**
   * Moves by as much in both directions, without holes.
   *
   * @param stride in both directions
   * @return the steps
   */
  public static Steps of(int stride) {
    return new Steps(stride, stride, 1, 1);
  }
}
