package dev.graft;

import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Padding;
import dev.graft.graph.Resize;
import dev.graft.graph.Shape;
import java.util.ArrayList;
import java.util.List;

/** An expanding path up to the input's size; level 1 is the largest. */
final class UnetDecoder implements Decoding {
  private static final int WIDEST = 256;
  private static final int NARROWEST = 16;
  private static final double EPSILON = 1e-5;

  @Override
  public double finest() {
    return FeatureMaps.HALF;
  }

  @Override
  public void draw(GraphBuilder net, List<String> maps, Shape input) {
    List<Shape> sizes = sizes(net, maps, input);
    String below = maps.get(maps.size() - 1);
    for (int step = 0; step < sizes.size(); step++) {
      String name = "head.level" + (sizes.size() - step);
      Shape size = sizes.get(step);
      int beside = maps.size() - 2 - step;
      String up = name + ".up";
      net.from(below).then(up, new Resize(size.get(1), size.get(2)));
      if (beside >= 0) {
        net.concat(name + ".both", List.of(up, maps.get(beside)));
      }
      int channels = Math.max(NARROWEST, WIDEST >> step);
      convolution(net, name, 1, channels);
      convolution(net, name, 2, channels);
      below = net.last();
    }
  }

  /** Those of the maps above the deepest, then twice as large each, up to the input's. */
  private static List<Shape> sizes(GraphBuilder net, List<String> maps, Shape input) {
    List<Shape> sizes = new ArrayList<>();
    for (int i = maps.size() - 2; i >= 0; i--) {
      sizes.add(net.from(maps.get(i)).shape());
    }
    Shape last = net.from(maps.get(0)).shape();
    while (last.get(1) < input.get(1) || last.get(2) < input.get(2)) {
      int height = Math.min(2 * last.get(1), input.get(1));
      int width = Math.min(2 * last.get(2), input.get(2));
      last = Shape.of(last.channels(), height, width);
      sizes.add(last);
    }
    return sizes;
  }

  private static void convolution(GraphBuilder net, String level, int number, int channels) {
    net.conv(level + ".conv" + number, channels, 3, 1, Padding.all(1))
        .batchNorm(level + ".bn" + number, EPSILON)
        .relu(level + ".act" + number);
  }
}
