package dev.graft.infer.read;

import dev.graft.graph.Embedding;
import dev.graft.weights.Tensor;
import java.util.Map;

/** Rows of a table that are picked by a text's ids. */
final class ReadTables {
  private ReadTables() {}

  static Flow row(Step step) {
    boolean table = step.knows(0) && step.known(0).rank() == 2;
    boolean ids = step.in(1) instanceof Flow flow && flow.node().equals(TextEntry.IDS);
    if (!table || !ids || step.known(0).axis(step.integer("axis", 0)) != 0) {
      throw new IllegalArgumentException("the places it takes are computed");
    }
    Known rows = step.known(0);
    Flow places = (Flow) step.in(1);
    int count = Math.toIntExact(rows.dims()[0]);
    int width = Math.toIntExact(rows.dims()[1]);
    Tensor weight = rows.tensor(count, width);
    long[] dims = {Value.BATCH, places.dims()[1], width};
    return step.drawing()
        .add(step.name(), new Embedding(count, width), Map.of("weight", weight), dims, places);
  }
}
