package dev.graft.infer;

import dev.graft.graph.Reshape;
import java.util.List;

/** Writes the other shape, the batch left open. */
final class ReshapeWord implements Word<Reshape> {
  @Override
  public void write(Reshape op, OnnxPlace place) {
    place.write("Reshape", List.of(place.value(), place.sample("shape", op.to().array())));
  }
}
