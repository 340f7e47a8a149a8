package dev.graft.infer;

import dev.graft.graph.Join;

/** Writes values one after another. */
final class JoinWord implements Word<Join> {
  @Override
  public void write(Join op, OnnxPlace place) {
    place.write("Concat", place.inputs(), OnnxGraph.integer("axis", op.axis()));
  }
}
