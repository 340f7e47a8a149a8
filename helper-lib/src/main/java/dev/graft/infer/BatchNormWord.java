package dev.graft.infer;

import dev.graft.graph.BatchNorm;
import java.util.List;

/** Writes a normalization that no convolution has absorbed. */
final class BatchNormWord implements Word<BatchNorm> {
  @Override
  public void write(BatchNorm op, OnnxPlace place) {
    if (place.fold(place.node().inputs().get(0)) != null) {
      return;
    }
    List<String> inputs = place.inputs("bias", "running_mean", "running_var");
    var scale = BatchNormFolding.scale(place.node(), place.weights());
    inputs.add(1, place.graph().constant(place.name() + ".weight", scale));
    place.write("BatchNormalization", inputs, OnnxGraph.real("epsilon", op.epsilon()));
  }
}
