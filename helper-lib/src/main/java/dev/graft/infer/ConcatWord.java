package dev.graft.infer;

import dev.graft.graph.Concat;

/** Writes channels one after another. */
final class ConcatWord implements Word<Concat> {
  @Override
  public void write(Concat op, OnnxPlace place) {
    place.write("Concat", place.inputs(), OnnxGraph.integer("axis", 1));
  }
}
