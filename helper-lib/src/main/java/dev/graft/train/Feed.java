package dev.graft.train;

import dev.graft.data.Mixing;
import dev.graft.data.Sampling;

/**
 * How images become batches.
 *
 * @param batchSize images a batch, at least 1; the last one of an epoch may be smaller
 * @param sampling which images an epoch shows, and in which order
 * @param mixing how the images of a batch are mixed; what is mixed cannot be cached
 */
public record Feed(int batchSize, Sampling sampling, Mixing mixing) {
  /** Checks the batch size. */
  public Feed {
    Require.that(batchSize >= 1, "batch size", batchSize, "at least 1");
  }

  boolean mixes() {
    return !mixing.equals(Mixing.none());
  }
}
