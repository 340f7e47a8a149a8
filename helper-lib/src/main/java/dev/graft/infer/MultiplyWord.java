package dev.graft.infer;

import dev.graft.graph.Multiply;

/** Writes a product. */
final class MultiplyWord implements Word<Multiply> {
  @Override
  public void write(Multiply op, OnnxPlace place) {
    place.write("Mul", place.inputs());
  }
}
