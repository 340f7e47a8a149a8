package dev.graft.infer;

import java.util.List;

/**
 * Writes the mean of tokens, which lie as rows: as a sum, since from opset 18 on the operator for
 * means takes its axes otherwise.
 */
final class OnnxMean {
  private OnnxMean() {}

  static void ofRows(OnnxPlace place, String rows, int count) {
    String axis = place.graph().whole("tokens/axis", 1);
    var keep = OnnxGraph.integer("keepdims", 0);
    String sum = place.step("ReduceSum", "sum", List.of(rows, axis), keep);
    String share = place.graph().scalar(place.name() + "/count", count);
    place.write("Div", List.of(sum, share));
  }
}
