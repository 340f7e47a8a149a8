package dev.graft.infer;

import dev.graft.graph.Rescale;
import java.util.List;

/** Writes a product with a given number for each value, and a sum. */
final class RescaleWord implements Word<Rescale> {
  @Override
  public void write(Rescale op, OnnxPlace place) {
    List<String> inputs = place.inputs("scale", "shift");
    String product = place.step("Mul", "product", inputs.get(0), inputs.get(1));
    place.write("Add", List.of(product, inputs.get(2)));
  }
}
