package dev.graft.backbone;

import dev.graft.graph.Activation.Function;
import dev.graft.graph.Conv;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.LayerNorm;
import dev.graft.graph.Linear;
import dev.graft.graph.Padding;
import dev.graft.graph.PatchMerging;
import dev.graft.graph.WindowAttention;
import java.util.List;

/**
 * The Swin Transformer (Liu et al. 2021, section 3.3), whose pixels attend within windows that are
 * shifted from block to block, with torchvision's names; timm, Hugging Face and its authors, who
 * name it otherwise, compute the same at 224 pixels. Checked against torchvision 0.29.2, timm
 * 1.0.31 and transformers 5.24.0.
 *
 * <pre>{@code
 * Graph graph = Swin.tiny(224, 1000);   // (3, 224, 224) -> (1000)
 * }</pre>
 *
 * <p>All values are maps, of strides 4, 8, 16 and 32. At sizes whose maps no windows fill, these
 * are filled with zeros, as torchvision does. Stochastic depth, with which it was trained from
 * scratch, is left out.
 */
public final class Swin {
  private static final int PATCH = 4;
  private static final int WINDOW = 7;
  private static final double EPSILON = 1e-5;

  /**
   * One of the groups of blocks, each twice as wide as the one before.
   *
   * @param blocks of it
   * @param heads of each block
   */
  record Row(int blocks, int heads) {}

  private static final List<Row> TINY =
      List.of(new Row(2, 3), new Row(2, 6), new Row(6, 12), new Row(2, 24));

  private final GraphBuilder net;
  private final int window;

  private Swin(GraphBuilder net, int window) {
    this.net = net;
    this.window = window;
  }

  /**
   * Builds the smallest Swin Transformer, 28.3 M parameters; trained at 224 pixels.
   *
   * @param size side of the input, pixels, at least 4
   * @param classes outputs of the head
   * @return the graph, {@code (3, size, size)} to {@code (classes)}
   */
  public static Graph tiny(int size, int classes) {
    return of("swin_t", 96, TINY, WINDOW, size, classes);
  }

  /** Builds one of any width, depth and window. */
  static Graph of(String name, int width, List<Row> rows, int window, int size, int classes) {
    var swin = new Swin(GraphBuilder.input(name, 3, size, size), window);
    swin.net.then("features.0.0", new Conv(3, width, PATCH, PATCH, PATCH, Padding.NONE, 1, true));
    swin.norm("features.0.2").stage("stem");
    for (int group = 1; group <= rows.size(); group++) {
      if (group > 1) {
        swin.merge("features." + (2 * group - 2)).stage("downsample" + group);
      }
      Row row = rows.get(group - 1);
      for (int i = 0; i < row.blocks; i++) {
        String at = "features." + (2 * group - 1) + "." + i;
        swin.block(at, row.heads, i % 2 == 0 ? 0 : window / 2);
        swin.net.block("block" + group + "." + (i + 1));
      }
    }
    swin.norm("norm").stage("top");
    return swin.net.globalAveragePool("avgpool").linear("head", classes).head();
  }

  private GraphBuilder merge(String at) {
    int channels = net.shape().channels();
    net.then(at, new PatchMerging());
    return norm(at + ".norm")
        .then(at + ".reduction", new Linear(4 * channels, 2 * channels, false));
  }

  private void block(String at, int heads, int shift) {
    int channels = net.shape().channels();
    String input = net.last();
    norm(at + ".norm1").then(at + ".attn", new WindowAttention(channels, heads, window, shift));
    String middle = net.linear(at + ".attn.proj", channels).add(at + ".add1", input).last();
    norm(at + ".norm2").linear(at + ".mlp.0", 4 * channels);
    net.activation(at + ".mlp.1", Function.GELU).linear(at + ".mlp.3", channels);
    net.add(at + ".add2", middle);
  }

  private GraphBuilder norm(String node) {
    return net.then(node, new LayerNorm(net.shape().channels(), EPSILON));
  }
}
