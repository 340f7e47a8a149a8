package dev.graft.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.graft.engine.DeviceArrays;
import dev.graft.weights.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The mean gradient of several batches, each image counting by the weights of its classes, as one
 * large batch would have it.
 */
final class Gradients implements AutoCloseable {
  private final Map<String, NDArray> sums = new LinkedHashMap<>();
  private double weight;
  private int batches;

  /**
   * Adds those of a batch, and zeroes them where they were.
   *
   * @param learned parameters with the gradients of a mean loss
   * @param batch over how much that is the mean: {@link Goal#weight}
   */
  void add(Map<String, NDArray> learned, double batch) {
    learned.forEach(
        (name, weight) -> {
          // PyTorch adds gradients up and hands out a new handle each time: use, zero, close it
          try (NDArray gradient = weight.getGradient()) {
            NDArray scaled = gradient.mul((float) batch);
            NDArray before = sums.get(name);
            if (before == null) {
              sums.put(name, scaled);
            } else {
              before.addi(scaled);
              scaled.close();
            }
            gradient.muli(0);
          }
        });
    weight += batch;
    batches++;
  }

  int batches() {
    return batches;
  }

  /** Sums what the batches were means over. */
  double weight() {
    return weight;
  }

  Map<String, NDArray> sums() {
    return sums;
  }

  /** Goes on from sums. */
  void restore(NDManager manager, Map<String, Tensor> before, int batches, double weight) {
    before.forEach((name, sum) -> sums.put(name, DeviceArrays.upload(manager, sum)));
    this.batches = batches;
    this.weight = weight;
  }

  /** Turns the sums into means; the caller closes them, and the next batch begins anew. */
  Map<String, NDArray> take() {
    Map<String, NDArray> means = new HashMap<>(sums);
    means.values().forEach(sum -> sum.divi((float) weight));
    sums.clear();
    weight = 0;
    batches = 0;
    return means;
  }

  @Override
  public void close() {
    sums.values().forEach(NDArray::close);
  }
}
