package dev.graft.infer;

import dev.graft.graph.Add;

/** Writes a sum. */
final class AddWord implements Word<Add> {
  @Override
  public void write(Add op, OnnxPlace place) {
    place.write("Add", place.inputs());
  }
}
