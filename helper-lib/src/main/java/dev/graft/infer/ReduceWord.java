package dev.graft.infer;

import dev.graft.graph.Reduce;
import java.util.List;

/** Writes one number of several. */
final class ReduceWord implements Word<Reduce> {
  /** The version of ONNX's operators since which all reductions have theirs there. */
  private static final int AXES_ARE_INPUT = 18;

  @Override
  public void write(Reduce op, OnnxPlace place) {
    long[] axes = op.axes().stream().mapToLong(axis -> axis).toArray();
    String type =
        switch (op.kind()) {
          case SUM -> "ReduceSum";
          case MEAN -> "ReduceMean";
          case MAXIMUM -> "ReduceMax";
        };
    if (op.kind() == Reduce.Kind.SUM || place.draft().opset() >= AXES_ARE_INPUT) {
      String list = place.graph().whole(place.name() + "/axes", axes);
      place.write(type, List.of(place.value(), list));
      return;
    }
    place.write(type, place.inputs(), OnnxGraph.integers("axes", axes));
  }
}
