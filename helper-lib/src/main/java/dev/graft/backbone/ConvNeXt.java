package dev.graft.backbone;

import dev.graft.graph.Activation.Function;
import dev.graft.graph.Conv;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.LayerNorm;
import dev.graft.graph.LayerScale;
import dev.graft.graph.Padding;
import java.util.List;

/**
 * ConvNeXt (Liu et al. 2022, table 9) with torchvision's names; timm and Keras Applications, which
 * name it otherwise, compute the same. Checked against torchvision 0.29.2, timm 1.0.31 and Keras
 * 3.15.1. Stochastic depth, with which it was trained from scratch, is left out.
 *
 * <pre>{@code
 * Graph graph = ConvNeXt.tiny(224, 1000);   // (3, 224, 224) -> (1000)
 * }</pre>
 */
public final class ConvNeXt {
  private static final double EPSILON = 1e-6;

  /** One of the four stages. */
  private record Row(int channels, int repeats) {}

  private static final List<Row> TINY =
      List.of(new Row(96, 3), new Row(192, 3), new Row(384, 9), new Row(768, 3));

  private ConvNeXt() {}

  /**
   * Builds the smallest ConvNeXt; trained at 224 pixels.
   *
   * @param size side of the input, pixels, at least 32
   * @param classes outputs of the head
   * @return the graph, {@code (3, size, size)} to {@code (classes)}
   */
  public static Graph tiny(int size, int classes) {
    var net = GraphBuilder.input("convnext_tiny", 3, size, size);
    net.biasedConv("features.0.0", TINY.get(0).channels, 4, 4, Padding.NONE);
    layerNorm(net, "features.0.1").stage("stem");
    for (int group = 1; group <= TINY.size(); group++) {
      Row row = TINY.get(group - 1);
      if (group > 1) {
        String at = "features." + (2 * group - 2) + ".";
        layerNorm(net, at + "0").biasedConv(at + "1", row.channels, 2, 2, Padding.NONE);
        net.stage("downsample" + group);
      }
      for (int i = 0; i < row.repeats; i++) {
        block(net, "features." + (2 * group - 1) + "." + i, row.channels);
        net.block("block" + group + "." + (i + 1));
      }
    }
    layerNorm(net.globalAveragePool("avgpool"), "classifier.0");
    return net.linear("classifier.2", classes).head();
  }

  /** The scale's parameter is the block's own in torchvision, so its node has the block's name. */
  private static void block(GraphBuilder net, String at, int c) {
    String input = net.last();
    net.then(at + ".block.0", new Conv(c, c, 7, 7, 1, Padding.all(3), c, true));
    layerNorm(net, at + ".block.2").linear(at + ".block.3", 4 * c);
    net.activation(at + ".block.4", Function.GELU).linear(at + ".block.5", c);
    net.then(at, new LayerScale(c)).add(at + ".add", input);
  }

  private static GraphBuilder layerNorm(GraphBuilder net, String node) {
    return net.then(node, new LayerNorm(net.shape().channels(), EPSILON));
  }
}
