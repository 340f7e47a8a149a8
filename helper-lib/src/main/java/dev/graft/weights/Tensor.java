package dev.graft.weights;

import dev.graft.graph.Shape;
import java.nio.FloatBuffer;

/**
 * A 32-bit float tensor in host memory, row-major and read-only.
 *
 * @param shape in torch's layout
 * @param values as many as the shape has elements, from position 0
 */
public record Tensor(Shape shape, FloatBuffer values) {

  /** Checks the count and keeps a read-only view. */
  public Tensor {
    values = values.asReadOnlyBuffer();
    if (values.remaining() != shape.size()) {
      throw new IllegalArgumentException(
          "tensor " + shape + " needs " + shape.size() + " values, got " + values.remaining());
    }
    values = values.slice();
  }

  /**
   * Wraps an array, which must not be changed afterwards.
   *
   * @param shape its shape
   * @param values its elements
   * @return the tensor
   */
  public static Tensor of(Shape shape, float... values) {
    return new Tensor(shape, FloatBuffer.wrap(values));
  }

  /**
   * Makes a tensor of one value.
   *
   * @param shape its shape
   * @param value of every element
   * @return the tensor
   */
  public static Tensor filled(Shape shape, float value) {
    float[] values = new float[Math.toIntExact(shape.size())];
    java.util.Arrays.fill(values, value);
    return of(shape, values);
  }

  /**
   * Reads the values from the start.
   *
   * @return a fresh read-only view at position 0
   */
  @Override
  public FloatBuffer values() {
    return values.duplicate();
  }

  /**
   * Copies the values.
   *
   * @return a new array
   */
  public float[] toArray() {
    float[] copy = new float[values.remaining()];
    values().get(copy);
    return copy;
  }
}
