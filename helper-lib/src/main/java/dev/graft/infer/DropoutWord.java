package dev.graft.infer;

import dev.graft.graph.Dropout;

/** Writes nothing: whoever reads a dropout reads its input. */
final class DropoutWord implements Word<Dropout> {
  @Override
  public void write(Dropout op, OnnxPlace place) {
    place.stand(place.value());
  }
}
