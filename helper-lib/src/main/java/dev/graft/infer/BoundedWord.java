package dev.graft.infer;

import dev.graft.graph.Bounded;
import java.util.List;

/** Writes two bounds. */
final class BoundedWord implements Word<Bounded> {
  @Override
  public void write(Bounded op, OnnxPlace place) {
    float most = Float.MAX_VALUE;
    String low = bound(place, "low", Math.max(op.low(), -most));
    String high = bound(place, "high", Math.min(op.high(), most));
    place.write("Clip", List.of(place.value(), low, high));
  }

  private static String bound(OnnxPlace place, String which, double value) {
    return place.graph().scalar(place.name() + "/" + which, (float) value);
  }
}
