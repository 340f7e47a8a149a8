package dev.graft.infer;

import dev.graft.graph.Given;
import dev.graft.graph.Parameter;
import java.util.List;

/** Writes an array as often as there are samples. */
final class GivenWord implements Word<Given> {
  @Override
  public void write(Given op, OnnxPlace place) {
    List<String> inputs = place.inputs(Parameter.NODE);
    long[] own = op.own().stream().mapToLong(d -> d).toArray();
    String each = place.graph().whole(place.name() + "/each", own);
    var none = OnnxGraph.integer("start", 0);
    var one = OnnxGraph.integer("end", 1);
    String batch = place.step("Shape", "batch", List.of(inputs.get(0)), none, one);
    var axis = OnnxGraph.integer("axis", 0);
    String shape = place.step("Concat", "shape", List.of(batch, each), axis);
    place.write("Expand", List.of(inputs.get(1), shape));
  }
}
