package dev.graft.infer;

import dev.graft.graph.Extent;
import dev.graft.graph.Shape;
import java.nio.FloatBuffer;
import java.util.List;

/** A network, or a part of one, that only runs forward. */
public interface Body extends AutoCloseable {

  /**
   * Tells what it takes.
   *
   * @return shapes of one sample of each input, without the batch
   */
  List<Shape> inputShapes();

  /**
   * Tells what it gives.
   *
   * @return shapes of one sample of each output, without the batch
   */
  List<Shape> outputShapes();

  /**
   * Runs forward. All buffers are used from their positions, which stay.
   *
   * @param inputs direct, {@code (N, …)} each
   * @param extent how many samples, and how long they are where shapes are open
   * @param outputs direct, receive {@code (N, …)} each
   */
  void run(List<FloatBuffer> inputs, Extent extent, List<FloatBuffer> outputs);

  /**
   * Runs forward what has no open shape. All buffers are used from their positions, which stay.
   *
   * @param inputs direct, {@code n} samples each
   * @param n how many, at least 1
   * @param outputs direct, receive {@code n} samples each
   */
  default void run(List<FloatBuffer> inputs, int n, List<FloatBuffer> outputs) {
    run(inputs, Extent.of(n), outputs);
  }

  /**
   * Runs forward what takes one value and gives one. Both buffers are used from their positions,
   * which stay.
   *
   * @param input direct, {@code n} inputs
   * @param n how many, at least 1
   * @param output direct, receives {@code n} outputs
   */
  default void run(FloatBuffer input, int n, FloatBuffer output) {
    run(List.of(input), n, List.of(output));
  }

  /**
   * Tells what a body with one input takes.
   *
   * @return shape of one sample, without the batch
   */
  default Shape inputShape() {
    return inputShapes().get(0);
  }

  /**
   * Tells what a body with one output gives.
   *
   * @return shape of one sample, without the batch
   */
  default Shape outputShape() {
    return outputShapes().get(0);
  }

  @Override
  void close();
}
