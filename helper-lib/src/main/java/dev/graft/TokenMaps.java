package dev.graft;

import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.LayerNorm;
import dev.graft.graph.Node;
import dev.graft.graph.Padding;
import dev.graft.graph.Reshape;
import dev.graft.graph.Resize;
import dev.graft.graph.Shape;
import dev.graft.graph.Slice;
import dev.graft.graph.Stage;
import dev.graft.graph.Tokens;
import dev.graft.graph.Transpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Maps of a vision transformer, whose tokens all have one size: those of the patches, without class
 * token and registers, laid out as they lie in the photo. Where several sizes are wanted, they are
 * those of a quarter, of half, of three quarters and of all blocks, enlarged four times, twice, as
 * they are and halved (Ranftl et al. 2021, Vision Transformers for Dense Prediction, section 3.1,
 * with bilinear resizing in place of strided convolutions).
 */
final class TokenMaps {
  private static final int LEVELS = 4;
  private static final double EPSILON = 1e-6;

  private final GraphBuilder net;
  private final Shape grid;

  private TokenMaps(GraphBuilder net, Shape grid) {
    this.net = net;
    this.grid = grid;
  }

  /** Finds the map whose pixels became tokens, if this is such a network. */
  static Optional<Shape> grid(Graph body) {
    return body.nodes().stream()
        .filter(node -> node.op() instanceof Tokens)
        .map(node -> body.shape(node.inputs().get(0)))
        .findFirst();
  }

  /** Appends the last one alone. */
  static List<String> last(GraphBuilder net, Graph body, Shape grid) {
    return List.of(new TokenMaps(net, grid).map("head.map", tokens(body)));
  }

  /** Appends four, the largest first. */
  static List<String> pyramid(GraphBuilder net, Graph body, Shape grid) {
    TokenMaps maps = new TokenMaps(net, grid);
    List<String> blocks =
        body.stages().stream()
            .filter(stage -> stage.kind() == Stage.Kind.BLOCK)
            .map(Stage::output)
            .toList();
    List<String> all = new ArrayList<>();
    for (int level = 1; level <= LEVELS; level++) {
      String name = "head.map" + level;
      boolean deepest = level == LEVELS; // which the network has normalized itself
      String read = deepest ? tokens(body) : blocks.get(level * blocks.size() / LEVELS - 1);
      all.add(maps.level(name, deepest ? read : maps.normalized(name, read), level));
    }
    return all;
  }

  /** What a body gives of all tokens, before it takes some of them. */
  private static String tokens(Graph body) {
    List<String> tokens =
        body.nodes().stream().map(Node::name).filter(node -> body.shape(node).rank() == 2).toList();
    return tokens.get(tokens.size() - 1);
  }

  private String normalized(String name, String tokens) {
    int channels = net.from(tokens).shape().channels();
    return net.then(name + ".norm", new LayerNorm(channels, EPSILON)).last();
  }

  private String level(String name, String tokens, int level) {
    map(name, tokens);
    net.biasedConv(name + ".project", Decoding.CHANNELS, 1, 1, Padding.NONE);
    int height = sized(grid.get(1), level);
    int width = sized(grid.get(2), level);
    boolean other = height != grid.get(1) || width != grid.get(2);
    return (other ? net.then(name + ".resize", new Resize(height, width)) : net).last();
  }

  private static int sized(int side, int level) {
    return Math.max(1, (side << LEVELS - level) / 2);
  }

  /** Lays out tokens, of which those without a place come first. */
  private String map(String name, String tokens) {
    Shape all = net.from(tokens).shape();
    int count = grid.get(1) * grid.get(2);
    return net.then(name + ".patches", new Slice(1, all.get(1) - count, count, 1))
        .then(name + ".turned", new Transpose(List.of(2, 1)))
        .then(name, new Reshape(Shape.of(all.channels(), grid.get(1), grid.get(2))))
        .last();
  }
}
