package dev.graft.infer;

import dev.graft.graph.UnitLength;
import java.util.List;

/** Writes a division by the root of the sum of squares. */
final class UnitLengthWord implements Word<UnitLength> {
  /** Under the root, so that zeros stay zeros. */
  private static final float NOTHING = 1e-24f;

  @Override
  public void write(UnitLength op, OnnxPlace place) {
    OnnxGraph graph = place.graph();
    String x = place.value();
    String axis = graph.whole("unit/axis", 1);
    String square = place.step("Mul", "square", x, x);
    String sum = place.step("ReduceSum", "sum", square, axis);
    String more = place.step("Add", "more", sum, graph.scalar("unit/nothing", NOTHING));
    place.write("Div", List.of(x, place.step("Sqrt", "length", more)));
  }
}
