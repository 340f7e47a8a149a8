package dev.graft.infer;

import dev.graft.graph.Input;

/** Begins the model with what stands before the network: a tensor, pixels or photos. */
final class InputWord implements Word<Input> {
  @Override
  public void write(Input op, OnnxPlace place) {
    place.begin(op.shape());
  }
}
