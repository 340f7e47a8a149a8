package dev.graft.infer;

import dev.graft.graph.PatchMerging;
import dev.graft.graph.Shape;
import java.util.List;

/** Writes four neighbours' channels behind each other. */
final class PatchMergingWord implements Word<PatchMerging> {
  @Override
  public void write(PatchMerging op, OnnxPlace place) {
    OnnxGraph graph = place.graph();
    Shape from = place.inputShape();
    Shape to = place.shape();
    int below = from.get(1) % 2;
    int beside = from.get(2) % 2;
    String x = place.value();
    if (below + beside > 0) {
      String pads = graph.whole(place.name() + "/pads", 0, 0, 0, 0, 0, 0, below, beside);
      x = place.step("Pad", "padded", x, pads, graph.scalar("merging/zero", 0));
    }
    String shape =
        graph.whole(place.name() + "/four", -1, from.channels(), to.get(1), 2, to.get(2), 2);
    String four = place.step("Reshape", "parted", x, shape);
    var perm = OnnxGraph.integers("perm", 0, 5, 3, 1, 2, 4);
    String turned = place.step("Transpose", "turned", List.of(four), perm);
    String one = graph.whole(place.name() + "/one", -1, to.channels(), to.get(1), to.get(2));
    place.write("Reshape", List.of(turned, one));
  }
}
