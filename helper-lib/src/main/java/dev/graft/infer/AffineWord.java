package dev.graft.infer;

import dev.graft.graph.Affine;
import java.util.List;

/** Writes a product and a sum, as far as there are. */
final class AffineWord implements Word<Affine> {
  @Override
  public void write(Affine op, OnnxPlace place) {
    if (op.factor() == 1) {
      place.write("Add", List.of(place.value(), number(place, "offset", op.offset())));
      return;
    }
    String factor = number(place, "factor", op.factor());
    if (op.offset() == 0) {
      place.write("Mul", List.of(place.value(), factor));
      return;
    }
    String product = place.step("Mul", "product", place.value(), factor);
    place.write("Add", List.of(product, number(place, "offset", op.offset())));
  }

  private static String number(OnnxPlace place, String which, double value) {
    return place.graph().scalar(place.name() + "/" + which, (float) value);
  }
}
