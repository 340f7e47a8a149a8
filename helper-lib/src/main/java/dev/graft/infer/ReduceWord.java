package dev.graft.infer;

import dev.graft.graph.Reduce;
import java.util.List;

/** Writes one number of several. */
final class ReduceWord implements Word<Reduce> {
  @Override
  public void write(Reduce op, OnnxPlace place) {
    long[] axes = op.axes().stream().mapToLong(axis -> axis).toArray();
    if (op.kind() == Reduce.Kind.SUM) {
      String list = place.graph().whole(place.name() + "/axes", axes);
      place.write("ReduceSum", List.of(place.value(), list));
      return;
    }
    String type = op.kind() == Reduce.Kind.MEAN ? "ReduceMean" : "ReduceMax";
    place.write(type, place.inputs(), OnnxGraph.integers("axes", axes));
  }
}
