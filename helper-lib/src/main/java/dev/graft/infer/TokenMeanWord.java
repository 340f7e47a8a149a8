package dev.graft.infer;

import dev.graft.graph.TokenMean;
import java.util.List;

/** Writes a choice of rows and their mean. */
final class TokenMeanWord implements Word<TokenMean> {
  @Override
  public void write(TokenMean op, OnnxPlace place) {
    OnnxGraph graph = place.graph();
    if (op.to() - op.from() == 1) {
      String index = graph.index(place.name() + "/index", op.from());
      place.write("Gather", List.of(place.value(), index), OnnxGraph.integer("axis", 1));
      return;
    }
    String from = graph.whole(place.name() + "/from", op.from());
    String to = graph.whole(place.name() + "/to", op.to());
    String axis = graph.whole("tokens/axis", 1);
    String some = place.step("Slice", "some", place.value(), from, to, axis);
    OnnxMean.ofRows(place, some, op.to() - op.from());
  }
}
