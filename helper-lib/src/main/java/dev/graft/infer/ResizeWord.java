package dev.graft.infer;

import dev.graft.graph.Resize;
import java.util.List;

/** Writes a bilinear resize of maps; the batch, whose size is open, keeps its own. */
final class ResizeWord implements Word<Resize> {
  @Override
  public void write(Resize op, OnnxPlace place) {
    OnnxGraph graph = place.graph();
    String name = place.name();
    String shape = place.step("Shape", "shape", place.value());
    String batch =
        place.step(
            "Slice", "batch", shape, graph.whole(name + "/from", 0), graph.whole(name + "/to", 1));
    String map = graph.whole(name + "/map", place.shape().channels(), op.height(), op.width());
    String sizes = place.step("Concat", "sizes", List.of(batch, map), OnnxGraph.integer("axis", 0));
    place.write(
        "Resize",
        List.of(place.value(), "", "", sizes),
        OnnxGraph.text("mode", "linear"),
        OnnxGraph.text("coordinate_transformation_mode", "half_pixel"));
  }
}
