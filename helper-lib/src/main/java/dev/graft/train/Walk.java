package dev.graft.train;

import dev.graft.data.Batch;
import dev.graft.data.Batches;
import dev.graft.graph.Extent;
import dev.graft.graph.Shape;
import java.nio.FloatBuffer;
import java.util.List;

/** A way through inputs, batch after batch; the buffers of one are used again for the next. */
sealed interface Walk extends AutoCloseable {
  boolean hasNext();

  Bound next();

  @Override
  void close();

  /** Computes all that comes. */
  final class Computing implements Walk {
    private final Pass pass;
    private final List<Tier> tiers;
    private final Batches batches;
    private int number;

    Computing(Pass pass, List<Tier> tiers, int batchSize) {
      this.pass = pass;
      this.tiers = tiers;
      this.batches = Batches.of(pass.inputs(), pass.batches(batchSize));
    }

    @Override
    public boolean hasNext() {
      return batches.hasNext();
    }

    @Override
    public Bound next() {
      Batch batch = batches.next();
      Targets targets = pass.mix(batch, number++);
      List<FloatBuffer> values = batch.values();
      for (Tier tier : tiers) {
        values = tier.run(values, batch.extent());
      }
      return Bound.of(batch, targets, values);
    }

    @Override
    public void close() {
      batches.close();
    }
  }

  /** Computes what was never seen, and keeps it. */
  final class Keeping implements Walk {
    private final Pass pass;
    private final int[][] batches;
    private final PaddedRows rows;
    private final CachedPass features;
    private int number;

    Keeping(Pass pass, List<Tier> tiers, List<Shape> shapes, int batchSize) {
      this.pass = pass;
      this.batches = pass.batches(batchSize);
      this.rows = new PaddedRows(shapes, batchSize);
      this.features = new CachedPass(tiers, pass.inputs(), pass.order());
    }

    @Override
    public boolean hasNext() {
      return number < batches.length;
    }

    @Override
    public Bound next() {
      int[] indices = batches[number++];
      Extent extent = pass.inputs().extent(indices);
      for (int i = 0; i < indices.length; i++) {
        int index = indices[i];
        int positions = pass.inputs().positions(index);
        rows.put(i, positions, extent, into -> features.read(index, into));
      }
      Targets targets = Targets.of(pass.answers(indices));
      return new Bound(indices, targets, extent, rows.values());
    }

    @Override
    public void close() {
      features.close();
    }
  }
}
