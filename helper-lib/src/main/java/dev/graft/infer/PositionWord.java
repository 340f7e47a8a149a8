package dev.graft.infer;

import dev.graft.graph.Parameter;
import dev.graft.graph.Position;

/** Writes a sum with a learned vector for each token. */
final class PositionWord implements Word<Position> {
  @Override
  public void write(Position op, OnnxPlace place) {
    place.write("Add", place.inputs(Parameter.NODE));
  }
}
