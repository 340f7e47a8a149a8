package dev.graft.infer;

import dev.graft.graph.NearestRows;
import java.util.List;

/** Writes products with rows, the last of the greatest, and a softmax over those not below it. */
final class NearestRowsWord implements Word<NearestRows> {
  private static final float NEVER = -1e9f;

  @Override
  public void write(NearestRows op, OnnxPlace place) {
    OnnxGraph graph = place.graph();
    String products =
        place.step("Gemm", "products", place.inputs("rows"), OnnxGraph.integer("transB", 1));
    String count = graph.whole(place.name() + "/nearest", op.nearest());
    String greatest = place.name() + "/greatest";
    String places = place.name() + "/places";
    graph.largest(greatest, List.of(products, count), List.of(greatest, places), 1);
    String at = graph.whole(place.name() + "/last", op.nearest() - 1L);
    String last =
        place.step("Gather", "least", List.of(greatest, at), OnnxGraph.integer("axis", 1));
    String below = place.step("Less", "below", products, last);
    String temperature =
        graph.scalar(place.name() + "/temperature", (float) NearestRows.TEMPERATURE);
    String scores = place.step("Div", "scores", products, temperature);
    String never = graph.scalar(place.name() + "/never", NEVER);
    String kept = place.step("Where", "kept", below, never, scores);
    place.write("Softmax", List.of(kept), OnnxGraph.integer("axis", 1));
  }
}
