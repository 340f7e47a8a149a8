package dev.graft.infer;

import dev.graft.graph.TokenMean;
import java.util.List;

/** Writes a choice of rows and their mean. */
final class TokenMeanWord implements Word<TokenMean> {
  /** Added to the number of tokens, so that none are no division by 0. */
  private static final float NOTHING = 1e-9f;

  @Override
  public void write(TokenMean op, OnnxPlace place) {
    OnnxGraph graph = place.graph();
    List<String> inputs = place.inputs();
    if (inputs.size() == 1 && op.to() - op.from() == 1) {
      String index = graph.index(place.name() + "/index", op.from());
      place.write("Gather", List.of(place.value(), index), OnnxGraph.integer("axis", 1));
      return;
    }
    String some = some(op, place, "some", inputs.get(0));
    if (inputs.size() == 1) {
      OnnxMean.ofRows(place, some, op.to() - op.from());
    } else {
      masked(place, some, some(op, place, "there", inputs.get(1)));
    }
  }

  private static String some(TokenMean op, OnnxPlace place, String step, String rows) {
    OnnxGraph graph = place.graph();
    String from = graph.whole(place.name() + "/from", op.from());
    String to = graph.whole(place.name() + "/to", op.to());
    return place.step("Slice", step, rows, from, to, graph.whole("tokens/axis", 1));
  }

  private static void masked(OnnxPlace place, String some, String there) {
    OnnxGraph graph = place.graph();
    String axis = graph.whole("tokens/axis", 1);
    var keep = OnnxGraph.integer("keepdims", 0);
    String seen = place.step("Mul", "seen", some, there);
    String sum = place.step("ReduceSum", "sum", List.of(seen, axis), keep);
    String count = place.step("ReduceSum", "count", List.of(there, axis), keep);
    String nothing = graph.scalar("tokens/nothing", NOTHING);
    place.write("Div", List.of(sum, place.step("Add", "or_none", count, nothing)));
  }
}
