package dev.graft.infer;

import dev.graft.graph.Leaky;

/** Writes a unit that is bent below 0. */
final class LeakyWord implements Word<Leaky> {
  @Override
  public void write(Leaky op, OnnxPlace place) {
    String type = op.below() == Leaky.Below.LINE ? "LeakyRelu" : "Elu";
    place.write(type, place.inputs(), OnnxGraph.real("alpha", op.slope()));
  }
}
