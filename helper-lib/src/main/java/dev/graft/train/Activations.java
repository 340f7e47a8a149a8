package dev.graft.train;

import dev.graft.data.Batch;
import dev.graft.data.Batches;
import dev.graft.data.PixelSource;
import dev.graft.graph.Graph;
import dev.graft.infer.Body;
import dev.graft.weights.InputContract;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.function.ObjIntConsumer;

/**
 * What the frozen part makes of images, batch after batch. With the boundary at the input the
 * pixels pass through as they are.
 */
final class Activations implements AutoCloseable {
  private final InputContract contract;
  private final int batchSize;
  private final Body body;
  private final FloatBuffer buffer;

  Activations(Network network, String boundary, int batchSize) {
    this.contract = network.contract();
    this.batchSize = batchSize;
    Graph frozen = network.graph().until(boundary);
    if (frozen.nodes().size() == 1) {
      body = null;
      buffer = null;
    } else {
      body = Bodies.of(frozen, network.weights(), network.engine());
      buffer = direct(batchSize * body.outputShape().size());
    }
  }

  static FloatBuffer direct(long floats) {
    return ByteBuffer.allocateDirect(Math.toIntExact(floats * Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /** One batch at the boundary: labels and activations {@code (N, …)}. */
  record Bound(int[] indices, int[] labels, FloatBuffer values) {}

  /**
   * Runs through images in an order.
   *
   * @param each gets a batch and its number; its buffer is reused for the next
   */
  void forEach(PixelSource source, int[] order, ObjIntConsumer<Bound> each) {
    try (Batches batches = Batches.of(source, order, batchSize, contract)) {
      for (int number = 0; batches.hasNext(); number++) {
        Batch batch = batches.next();
        FloatBuffer values = batch.pixels();
        if (body != null) {
          body.run(values, batch.size(), buffer);
          values = buffer;
        }
        each.accept(new Bound(batch.indices(), batch.labels(), values), number);
      }
    }
  }

  @Override
  public void close() {
    if (body != null) {
      body.close();
    }
  }
}
