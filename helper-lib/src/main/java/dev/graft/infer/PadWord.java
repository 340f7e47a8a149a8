package dev.graft.infer;

import dev.graft.graph.Pad;
import java.util.List;

/** Writes places around those of an axis. */
final class PadWord implements Word<Pad> {
  @Override
  public void write(Pad op, OnnxPlace place) {
    int rank = place.shape().rank() + 1;
    long[] pads = new long[2 * rank];
    pads[op.axis()] = op.before();
    pads[rank + op.axis()] = op.after();
    String around = place.graph().whole(place.name() + "/pads", pads);
    String value = place.graph().scalar(place.name() + "/value", (float) op.value());
    place.write("Pad", List.of(place.value(), around, value));
  }
}
