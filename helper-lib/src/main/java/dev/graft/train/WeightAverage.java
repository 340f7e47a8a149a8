package dev.graft.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.graft.engine.DeviceArrays;
import dev.graft.engine.Temporaries;
import dev.graft.weights.Tensor;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * An exponential moving average of weights (Polyak and Juditsky 1992; as in Szegedy et al. 2016,
 * section 8). The first update copies, each later one does {@code a += (1 − decay) · (w − a)}, as
 * torch's {@code AveragedModel} with {@code get_ema_multi_avg_fn(decay)} has it.
 */
final class WeightAverage implements AutoCloseable {
  private final double decay;
  private final Map<String, NDArray> averages = new TreeMap<>();

  WeightAverage(double decay) {
    Require.that(decay >= 0 && decay < 1, "average decay", decay, "at least 0 and below 1");
    this.decay = decay;
  }

  /** Takes in the weights after a step. They stay open and unchanged. */
  void update(Map<String, NDArray> weights) {
    weights.forEach(
        (name, weight) -> {
          NDArray average = averages.get(name);
          if (average == null) {
            averages.put(name, weight.duplicate());
          } else {
            Temporaries.all(() -> average.addi(weight.sub(average).mul((float) (1 - decay))));
          }
        });
  }

  /** Lists the averages, none before the first update. They stay this one's, and change. */
  Map<String, NDArray> arrays() {
    return Collections.unmodifiableMap(averages);
  }

  /**
   * Goes back to averages that {@link #arrays} listed.
   *
   * @param manager where they shall live
   */
  void restore(NDManager manager, Map<String, Tensor> arrays) {
    close();
    averages.clear();
    arrays.forEach((name, tensor) -> averages.put(name, DeviceArrays.upload(manager, tensor)));
  }

  @Override
  public void close() {
    averages.values().forEach(NDArray::close);
  }
}
