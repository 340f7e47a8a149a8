package dev.graft.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.graft.weights.Tensor;

/** Moves tensors between host memory and an engine. */
final class Arrays {
  private Arrays() {}

  static NDArray upload(NDManager manager, Tensor tensor) {
    return manager.create(tensor.toArray(), new Shape(tensor.shape().toArray()));
  }

  static Tensor download(NDArray array, dev.graft.graph.Shape shape) {
    return Tensor.of(shape, array.toFloatArray());
  }
}
