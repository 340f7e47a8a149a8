package dev.graft.infer;

import dev.graft.graph.Flatten;
import java.util.List;

/** Writes each sample as a vector. */
final class FlattenWord implements Word<Flatten> {
  @Override
  public void write(Flatten op, OnnxPlace place) {
    boolean tokens = place.inputShape().rank() == 2;
    place.write(
        "Flatten",
        tokens
            ? List.of(place.step("Transpose", "columns", place.inputs(), OnnxPlace.TURN))
            : place.inputs());
  }
}
