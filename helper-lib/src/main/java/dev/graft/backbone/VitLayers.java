package dev.graft.backbone;

import dev.graft.graph.Activation.Function;
import dev.graft.graph.Attention;
import dev.graft.graph.Conv;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.LayerNorm;
import dev.graft.graph.LayerScale;
import dev.graft.graph.Padding;
import dev.graft.graph.Position;
import dev.graft.graph.Prefix;
import dev.graft.graph.Tokens;
import java.util.Locale;

/**
 * What vision transformers are made of, with timm's names.
 *
 * @param patch its side, pixels
 * @param width channels of each token
 * @param depth blocks
 * @param heads of each block
 * @param hidden channels between a block's two matrices
 * @param epsilon of the normalizations
 */
record VitLayers(int patch, int width, int depth, int heads, int hidden, double epsilon) {
  static final double EPSILON = 1e-6;

  /** How a branch is added to what it read. */
  enum Branch {
    PLAIN,
    /** By a learned number a channel first. */
    SCALED
  }

  /** One whose second matrix is four times as wide. */
  static VitLayers of(int patch, int width, int depth, int heads) {
    return new VitLayers(patch, width, depth, heads, 4 * width, EPSILON);
  }

  VitLayers epsilon(double value) {
    return new VitLayers(patch, width, depth, heads, hidden, value);
  }

  /** Begins a network with its patches, which lie side by side. */
  GraphBuilder patches(String name, int size) {
    if (size % patch != 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "input size is %d, %s needs a multiple of %d", size, name, patch));
    }
    GraphBuilder net = GraphBuilder.input(name, 3, size, size);
    net.then("patch_embed.proj", new Conv(3, width, patch, patch, patch, Padding.NONE, 1, true));
    return net.then("patch_embed", new Tokens());
  }

  GraphBuilder prefix(GraphBuilder net, String node, int count) {
    return net.then(node, new Prefix(width, count));
  }

  GraphBuilder positions(GraphBuilder net) {
    return net.then("pos_embed", new Position(width, net.shape().get(1)));
  }

  /** Appends all blocks and the normalization behind them, which is no stage yet. */
  GraphBuilder blocks(GraphBuilder net, Branch branch) {
    for (int i = 0; i < depth; i++) {
      String at = "blocks." + i + ".";
      String input = net.last();
      norm(net, at + "norm1").linear(at + "attn.qkv", 3 * width);
      net.then(at + "attn", new Attention(heads)).linear(at + "attn.proj", width);
      String middle = scaled(net, at + "ls1", branch).add(at + "add1", input).last();
      norm(net, at + "norm2").linear(at + "mlp.fc1", hidden);
      net.activation(at + "mlp.act", Function.GELU).linear(at + "mlp.fc2", width);
      scaled(net, at + "ls2", branch).add(at + "add2", middle);
      net.block("block" + (i + 1));
    }
    return norm(net, "norm");
  }

  private GraphBuilder norm(GraphBuilder net, String node) {
    return net.then(node, new LayerNorm(width, epsilon));
  }

  private GraphBuilder scaled(GraphBuilder net, String node, Branch branch) {
    return branch == Branch.SCALED ? net.then(node, new LayerScale(width)) : net;
  }
}
