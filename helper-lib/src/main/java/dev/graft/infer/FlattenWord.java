package dev.graft.infer;

import dev.graft.graph.Flatten;

/** Writes each sample as a vector. */
final class FlattenWord implements Word<Flatten> {
  @Override
  public void write(Flatten op, OnnxPlace place) {
    place.write("Flatten", place.inputs());
  }
}
