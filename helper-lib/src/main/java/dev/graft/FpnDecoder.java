package dev.graft;

import dev.graft.graph.Conv;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Padding;
import dev.graft.graph.Resize;
import dev.graft.graph.Shape;
import java.util.List;

/** A pyramid from the deepest map up to the largest; level 1 is the largest. */
final class FpnDecoder implements Decoding {
  private static final int WINDOW = 3;

  @Override
  public double finest() {
    return FeatureMaps.QUARTER;
  }

  @Override
  public void draw(GraphBuilder net, List<String> maps, Shape input) {
    String below = "";
    for (int level = maps.size(); level >= 1; level--) {
      String name = "head.level" + level;
      Shape size = net.from(maps.get(level - 1)).shape();
      String up = name + ".up";
      if (!below.isEmpty()) {
        net.from(below).then(up, new Resize(size.get(1), size.get(2))).from(maps.get(level - 1));
      }
      net.biasedConv(name + ".lateral", CHANNELS, 1, 1, Padding.NONE);
      if (!below.isEmpty()) {
        net.add(name + ".sum", up);
      }
      net.then(
              name + ".depthwise",
              new Conv(CHANNELS, CHANNELS, WINDOW, WINDOW, 1, Padding.all(1), CHANNELS, true))
          .biasedConv(name + ".pointwise", CHANNELS, 1, 1, Padding.NONE)
          .relu(name + ".act");
      below = net.last();
    }
  }
}
