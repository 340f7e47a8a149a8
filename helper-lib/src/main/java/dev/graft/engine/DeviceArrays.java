package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.graft.graph.Extent;
import dev.graft.weights.Tensor;
import java.lang.ref.Reference;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.LongStream;

/** Moves tensors between host memory and an engine. */
public final class DeviceArrays {
  private DeviceArrays() {}

  /**
   * Copies values into memory of the engine's own. What {@code create} gives on PyTorch borrows
   * Java's, which the collector takes back once the array is closed, though a backward pass may
   * still read it.
   *
   * @param manager of the new array
   * @param values in row-major order
   * @param shape of all of them
   * @return the array, which the caller closes
   */
  public static NDArray constant(NDManager manager, float[] values, Shape shape) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(Float.BYTES * values.length);
    bytes.order(ByteOrder.nativeOrder()).asFloatBuffer().put(values);
    NDArray borrowed = create(manager, bytes, shape);
    if (!Engines.isPyTorch(borrowed)) {
      return borrowed;
    }
    try (borrowed) {
      return borrowed.duplicate();
    }
  }

  /**
   * Hands values to the engine. MXNet is told their address alone, so that the collector could take
   * them back, and others write there, while it copies.
   *
   * @param values direct, else DJL hands over a copy that nobody holds
   */
  private static NDArray create(NDManager manager, Buffer values, Shape shape) {
    try {
      return manager.create(values, shape, DataType.FLOAT32);
    } finally {
      Reference.reachabilityFence(values);
    }
  }

  /**
   * Divides by a number that stays for the backward pass, as {@link #constant} does.
   *
   * @param x of any shape
   * @param by not 0
   * @return a new array
   */
  public static NDArray divide(NDArray x, float by) {
    return Engines.isPyTorch(x) ? x.div(scalar(x, by)) : x.div(by);
  }

  /**
   * Multiplies by a number whose memory the backward pass may read whenever it comes to it.
   *
   * @param x any array
   * @param by the factor
   * @return a new array
   */
  public static NDArray multiply(NDArray x, float by) {
    return Engines.isPyTorch(x) ? x.mul(scalar(x, by)) : x.mul(by);
  }

  /**
   * Raises to a power that stays for the backward pass.
   *
   * @param x of any shape
   * @param exponent of each element
   * @return a new array
   */
  public static NDArray power(NDArray x, float exponent) {
    return Engines.isPyTorch(x) ? x.pow(scalar(x, exponent)) : x.pow(exponent);
  }

  private static NDArray scalar(NDArray x, float value) {
    return constant(x.getManager(), new float[] {value}, new Shape());
  }

  /**
   * Copies a tensor to the device.
   *
   * @param manager of the new array
   * @param tensor of any shape
   * @return the array, which the caller closes
   */
  public static NDArray upload(NDManager manager, Tensor tensor) {
    return constant(manager, tensor.toArray(), new Shape(tensor.shape().toArray()));
  }

  /**
   * Copies {@code n} samples to the device. On PyTorch images and tokens lie there with their
   * channels last, and so does all that is computed from them. Measured: convolutions a fifth to a
   * half faster.
   *
   * @param manager of the new array
   * @param samples read from its position on, which stays
   * @param n how many
   * @param shape of one sample
   * @return {@code (n, …)}, which the caller closes
   */
  public static NDArray upload(
      NDManager manager, FloatBuffer samples, int n, dev.graft.graph.Shape shape) {
    FloatBuffer view = samples.slice(samples.position(), Math.toIntExact(n * shape.size()));
    long[] s = shape.batch(n);
    NDArray array = create(manager, view, new Shape(s));
    if (s.length < 3 || s.length > 4 || !Engines.isPyTorch(array)) {
      return array;
    }
    if (s.length == 3) {
      return Temporaries.allBut(
          () ->
              array
                  .transpose(0, 2, 1)
                  .reshape(-1) // copies, in this order
                  .reshape(s[0], s[2], s[1])
                  .transpose(0, 2, 1));
    }
    return Temporaries.allBut(
        () ->
            array
                .transpose(0, 2, 3, 1)
                .reshape(-1) // copies, in this order
                .reshape(s[0], s[2], s[3], s[1])
                .transpose(0, 3, 1, 2));
  }

  /**
   * Copies samples of several values to the device, each as {@link #upload(NDManager, FloatBuffer,
   * int, dev.graft.graph.Shape)} does.
   *
   * @param manager of the new arrays
   * @param samples one buffer a value
   * @param extent how many, and how long they are
   * @param shapes of one sample of each
   * @return {@code (N, …)} each, which the caller closes
   */
  public static NDList upload(
      NDManager manager,
      List<FloatBuffer> samples,
      Extent extent,
      List<dev.graft.graph.Shape> shapes) {
    NDList arrays = new NDList();
    for (int i = 0; i < shapes.size(); i++) {
      var one = extent.shape(shapes.get(i));
      arrays.add(upload(manager, samples.get(i), extent.samples(), one));
    }
    return arrays;
  }

  /**
   * Copies an array of any shape to host memory.
   *
   * @param array on any device
   * @return its values
   */
  public static Tensor download(NDArray array) {
    int[] dimensions =
        LongStream.of(array.getShape().getShape()).mapToInt(Math::toIntExact).toArray();
    return download(array, dev.graft.graph.Shape.of(dimensions));
  }

  /**
   * Copies an array to host memory, as a tensor of a shape that may write its axes otherwise.
   *
   * @param array on any device
   * @param shape with as many elements
   * @return its values
   */
  public static Tensor download(NDArray array, dev.graft.graph.Shape shape) {
    return Tensor.of(shape, array.toFloatArray());
  }
}
