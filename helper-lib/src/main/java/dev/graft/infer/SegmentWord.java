package dev.graft.infer;

import dev.graft.graph.Segment;
import dev.graft.graph.Shape;
import dev.graft.weights.Tensor;
import java.util.List;

/** Writes a sum with the first segment's vector. */
final class SegmentWord implements Word<Segment> {
  @Override
  public void write(Segment op, OnnxPlace place) {
    var values = place.weights().get(place.node().key("weight")).values();
    Tensor first = new Tensor(Shape.of(op.channels()), values.slice(0, op.channels()));
    String name = place.name() + "/first";
    place.write("Add", List.of(place.value(), place.graph().constant(name, first)));
  }
}
