package dev.graft;

import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Padding;
import dev.graft.graph.Shape;
import java.util.List;

/** One convolution on the last map. */
final class LightDecoder implements Decoding {
  @Override
  public double finest() {
    return 0;
  }

  @Override
  public void draw(GraphBuilder net, List<String> maps, Shape input) {
    net.from(maps.get(maps.size() - 1))
        .biasedConv("head.conv", CHANNELS, 1, 1, Padding.NONE)
        .relu("head.act");
  }
}
