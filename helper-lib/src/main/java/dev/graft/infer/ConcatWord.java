package dev.graft.infer;

import dev.graft.graph.Concat;

/** Writes channels one after another. */
final class ConcatWord implements Word<Concat> {
  @Override
  public void write(Concat op, OnnxPlace place) {
    int channels = place.shape().rank() == 2 ? 2 : 1;
    place.write("Concat", place.inputs(), OnnxGraph.integer("axis", channels));
  }
}
