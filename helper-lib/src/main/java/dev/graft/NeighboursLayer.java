package dev.graft;

import dev.graft.graph.NearestRows;

/**
 * The votes of the nearest of images that are kept, one a row ({@link NearestRows}), in front of a
 * head's classifier. {@code solve(model, images, NearestNeighbours.of(10))} puts it there and fills
 * it.
 *
 * @param rows images that are kept
 * @param nearest how many of them vote, 1…rows
 */
public record NeighboursLayer(int rows, int nearest) implements Head.Layer {
  /** Checks the counts. */
  public NeighboursLayer {
    if (rows < 1 || nearest < 1 || nearest > rows) {
      throw new IllegalArgumentException(
          "nearest is " + nearest + " of " + rows + " rows, must be 1 to " + rows);
    }
  }
}
