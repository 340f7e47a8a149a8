package dev.graft.infer;

import dev.graft.graph.Parameter;
import dev.graft.graph.Prefix;
import java.util.List;

/** Writes learned tokens as often as there are samples, then the tokens of each. */
final class PrefixWord implements Word<Prefix> {
  @Override
  public void write(Prefix op, OnnxPlace place) {
    List<String> inputs = place.inputs(Parameter.NODE);
    String rows = inputs.get(0);
    String each = place.graph().whole(place.name() + "/each", op.count(), op.channels());
    var none = OnnxGraph.integer("start", 0);
    String batch = place.step("Shape", "batch", List.of(rows), none, OnnxGraph.integer("end", 1));
    String shape =
        place.step("Concat", "shape", List.of(batch, each), OnnxGraph.integer("axis", 0));
    String first = place.step("Expand", "first", inputs.get(1), shape);
    place.write("Concat", List.of(first, rows), OnnxGraph.integer("axis", 1));
  }
}
