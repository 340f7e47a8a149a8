package dev.graft.train;

import ai.djl.ndarray.NDArray;
import dev.graft.engine.DeviceArrays;
import dev.graft.engine.LiveSlice;
import dev.graft.graph.Shape;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All that the next step of a learner depends on.
 *
 * @param tensors weights and statistics, moments, sums of gradients and averages, each under its
 *     prefix
 * @param batches learned from
 * @param updates the optimizer's steps
 * @param accumulated batches whose gradients wait for a step
 * @param accumulatedWeight how much the images of those batches count
 */
record LearnerState(
    Map<String, Tensor> tensors,
    long batches,
    long updates,
    int accumulated,
    double accumulatedWeight) {
  static final String LIVE = "live/";
  static final String OPTIMIZER = "optimizer/";
  static final String GRADIENT = "gradient/";
  static final String AVERAGE = "average/";

  static LearnerState of(
      LiveSlice slice,
      Optimizer optimizer,
      Gradients gradients,
      Map<String, NDArray> averages,
      long batches) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    slice.download(Map.of()).tensors().forEach((name, tensor) -> tensors.put(LIVE + name, tensor));
    put(tensors, OPTIMIZER, optimizer.state());
    put(tensors, GRADIENT, gradients.sums());
    put(tensors, AVERAGE, averages);
    return new LearnerState(
        tensors, batches, optimizer.steps(), gradients.batches(), gradients.weight());
  }

  private static void put(Map<String, Tensor> tensors, String prefix, Map<String, NDArray> arrays) {
    arrays.forEach(
        (name, array) -> {
          Shape shape =
              Shape.of(
                  java.util.Arrays.stream(array.getShape().getShape())
                      .mapToInt(Math::toIntExact)
                      .toArray());
          tensors.put(prefix + name, DeviceArrays.download(array, shape));
        });
  }

  /** Names the weights and statistics of the live slice, without their prefix. */
  StateDict live() {
    return StateDict.of(under(LIVE));
  }

  /** Names what the model receives: averages in place of weights where they are kept. */
  StateDict published() {
    return live().with(under(AVERAGE));
  }

  /** Selects what stands under a prefix, without it. */
  Map<String, Tensor> under(String prefix) {
    return under(prefix, tensors);
  }

  /** Selects the tensors under a prefix, and takes it off. */
  static Map<String, Tensor> under(String prefix, Map<String, Tensor> all) {
    Map<String, Tensor> under = new LinkedHashMap<>();
    all.forEach(
        (name, tensor) -> {
          if (name.startsWith(prefix)) {
            under.put(name.substring(prefix.length()), tensor);
          }
        });
    return under;
  }
}
