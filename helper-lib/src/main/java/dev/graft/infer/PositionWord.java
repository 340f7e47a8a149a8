package dev.graft.infer;

import dev.graft.graph.Parameter;
import dev.graft.graph.Position;
import dev.graft.graph.Shape;
import dev.graft.weights.Tensor;
import java.util.List;

/** Writes a sum with a learned vector for each token, of as many as there are tokens. */
final class PositionWord implements Word<Position> {
  @Override
  public void write(Position op, OnnxPlace place) {
    if (place.shape().open()) {
      place.write("Add", List.of(place.value(), first(place)));
      return;
    }
    int tokens = place.shape().get(1);
    if (tokens == op.tokens()) {
      place.write("Add", place.inputs(Parameter.NODE));
      return;
    }
    Shape taken = Shape.of(1, tokens, op.channels());
    var values = place.weights().get(place.node().key(Parameter.NODE)).values();
    Tensor first = new Tensor(taken, values.slice(0, Math.toIntExact(taken.size())));
    String name = place.name() + "/first";
    place.write("Add", List.of(place.value(), place.graph().constant(name, first)));
  }

  /** As many as there are rows is known only when it runs. */
  private static String first(OnnxPlace place) {
    List<String> inputs = place.inputs(Parameter.NODE);
    var one = OnnxGraph.integer("start", 1);
    String rows =
        place.step("Shape", "rows", inputs.subList(0, 1), one, OnnxGraph.integer("end", 2));
    String none = place.graph().whole("tokens/none", 0);
    String axis = place.graph().whole("tokens/axis", 1);
    return place.step("Slice", "first", inputs.get(1), none, rows, axis);
  }
}
