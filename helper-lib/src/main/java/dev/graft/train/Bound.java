package dev.graft.train;

import dev.graft.data.Batch;
import dev.graft.graph.Extent;
import java.nio.FloatBuffer;
import java.util.List;

/** One batch at the boundary: what it should be taken for and activations {@code (N, …)}. */
record Bound(int[] indices, Targets targets, Extent extent, List<FloatBuffer> values) {
  static Bound of(Batch batch, Targets targets, List<FloatBuffer> values) {
    return new Bound(batch.indices(), targets, batch.extent(), values);
  }

  int size() {
    return indices.length;
  }
}
