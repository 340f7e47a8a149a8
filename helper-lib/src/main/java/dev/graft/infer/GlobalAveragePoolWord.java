package dev.graft.infer;

import dev.graft.graph.GlobalAveragePool;
import java.util.List;

/** Writes the mean of each channel, as a vector. */
final class GlobalAveragePoolWord implements Word<GlobalAveragePool> {
  @Override
  public void write(GlobalAveragePool op, OnnxPlace place) {
    if (place.inputShape().rank() == 2) {
      OnnxMean.ofRows(place, place.value(), place.inputShape().get(1));
      return;
    }
    place.write("Flatten", List.of(place.step("GlobalAveragePool", "1x1", place.value())));
  }
}
