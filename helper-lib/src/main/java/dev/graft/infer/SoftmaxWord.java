package dev.graft.infer;

import dev.graft.graph.Softmax;

/** Writes shares along an axis. */
final class SoftmaxWord implements Word<Softmax> {
  @Override
  public void write(Softmax op, OnnxPlace place) {
    place.write("Softmax", place.inputs(), OnnxGraph.integer("axis", op.axis()));
  }
}
