package dev.graft.infer;

import dev.graft.graph.LayerNorm;
import java.util.List;

/**
 * Writes a normalization over the channels; ONNX normalizes last axes alone, where tokens have
 * them, so a map's channels go there and back.
 */
final class LayerNormWord implements Word<LayerNorm> {
  @Override
  public void write(LayerNorm op, OnnxPlace place) {
    var epsilon = OnnxGraph.real("epsilon", op.epsilon());
    List<String> inputs = place.inputs("weight", "bias");
    if (place.shape().rank() < 3) {
      place.write("LayerNormalization", inputs, epsilon);
      return;
    }
    String last = place.name() + "/last";
    String normal = place.name() + "/normal";
    var there = OnnxGraph.integers("perm", 0, 2, 3, 1);
    place.graph().node("Transpose", last, List.of(inputs.set(0, last)), last, there);
    place.graph().node("LayerNormalization", normal, inputs, normal, epsilon);
    place.write("Transpose", List.of(normal), OnnxGraph.integers("perm", 0, 3, 1, 2));
  }
}
