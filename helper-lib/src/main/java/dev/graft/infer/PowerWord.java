package dev.graft.infer;

import dev.graft.graph.Power;
import java.util.List;

/** Writes a power. */
final class PowerWord implements Word<Power> {
  @Override
  public void write(Power op, OnnxPlace place) {
    String exponent = place.graph().scalar(place.name() + "/exponent", (float) op.exponent());
    place.write("Pow", List.of(place.value(), exponent));
  }
}
