package dev.graft.infer;

import dev.graft.graph.Shape;
import java.nio.FloatBuffer;

/** A network, or the first part of one, that only runs forward. */
public interface Body extends AutoCloseable {

  /**
   * Tells what it takes.
   *
   * @return shape of one input, without the batch
   */
  Shape inputShape();

  /**
   * Tells what it gives.
   *
   * @return shape of one output, without the batch
   */
  Shape outputShape();

  /**
   * Runs forward. Both buffers are used from their positions, which stay.
   *
   * @param input direct, {@code n} inputs
   * @param n how many, at least 1
   * @param output direct, receives {@code n} outputs
   */
  void run(FloatBuffer input, int n, FloatBuffer output);

  @Override
  void close();
}
