package dev.graft.infer;

import dev.graft.graph.Combine;
import dev.graft.graph.Parameter;
import java.util.Collections;
import java.util.List;

/** Writes what combines a value with an array of the layer's own. */
final class CombineWord implements Word<Combine> {
  @Override
  public void write(Combine op, OnnxPlace place) {
    List<String> inputs = place.inputs(Parameter.NODE);
    if (op.side() == Combine.Side.LEFT) {
      Collections.reverse(inputs);
    }
    place.write(ArithmeticWord.type(op.operation()), inputs);
  }
}
