package dev.graft.infer;

import dev.graft.graph.Slice;
import java.util.List;

/** Writes a range of an axis. */
final class SliceWord implements Word<Slice> {
  @Override
  public void write(Slice op, OnnxPlace place) {
    long end = op.from() + (op.count() - 1L) * op.step() + 1;
    OnnxGraph graph = place.graph();
    place.write(
        "Slice",
        List.of(
            place.value(),
            graph.whole(place.name() + "/from", op.from()),
            graph.whole(place.name() + "/to", end),
            graph.whole(place.name() + "/axis", op.axis()),
            graph.whole(place.name() + "/step", op.step())));
  }
}
