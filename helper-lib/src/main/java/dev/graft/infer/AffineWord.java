package dev.graft.infer;

import dev.graft.graph.Affine;
import java.util.List;

/** Writes a product and a sum, where there is one. */
final class AffineWord implements Word<Affine> {
  @Override
  public void write(Affine op, OnnxPlace place) {
    String factor = place.graph().scalar(place.name() + "/factor", (float) op.factor());
    if (op.offset() == 0) {
      place.write("Mul", List.of(place.value(), factor));
      return;
    }
    String offset = place.graph().scalar(place.name() + "/offset", (float) op.offset());
    String product =
        op.factor() == 1 ? place.value() : place.step("Mul", "product", place.value(), factor);
    place.write("Add", List.of(product, offset));
  }
}
