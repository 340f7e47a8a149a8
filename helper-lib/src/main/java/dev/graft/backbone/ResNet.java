package dev.graft.backbone;

import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Padding;
import java.util.List;
import java.util.Locale;

/**
 * ResNet (He et al. 2015, table 1) in the flavours of torchvision and of Keras Applications. Names
 * are those of torchvision's state dicts and of its feature extraction; checked against torchvision
 * 0.29.2 and Keras 3.15.1.
 *
 * <pre>{@code
 * Graph graph = ResNet.of(50, 224, 1000);   // (3, 224, 224) -> (1000)
 * }</pre>
 */
public final class ResNet {

  /** Where two houses build one network differently. */
  public enum Flavour {
    /** The stride of a bottleneck is in its 3×3 convolution. */
    TORCHVISION("", 1e-5, 3),
    /** The stride of a bottleneck is in its first 1×1 convolution; convolutions have a bias. */
    KERAS("_keras", 1.001e-5, 1);

    private final String suffix;
    private final double epsilon;

    /** Kernel of the convolution that has the stride, the first of that size. */
    private final int strided;

    Flavour(String suffix, double epsilon, int strided) {
      this.suffix = suffix;
      this.epsilon = epsilon;
      this.strided = strided;
    }

    private GraphBuilder conv(GraphBuilder net, String node, int out, int kernel, int stride) {
      Padding padding = Padding.all(kernel / 2);
      return this == KERAS
          ? net.biasedConv(node, out, kernel, stride, padding)
          : net.conv(node, out, kernel, stride, padding);
    }
  }

  /** Kernels of a residual branch; its last convolution widens by the expansion. */
  private record Block(int expansion, List<Integer> kernels) {}

  private static final Block BASIC = new Block(1, List.of(3, 3));
  private static final Block BOTTLENECK = new Block(4, List.of(1, 3, 1));

  /** One column of the table. */
  private record Column(int depth, Block block, List<Integer> repeats) {}

  private static final List<Column> TABLE =
      List.of(
          new Column(18, BASIC, List.of(2, 2, 2, 2)),
          new Column(34, BASIC, List.of(3, 4, 6, 3)),
          new Column(50, BOTTLENECK, List.of(3, 4, 6, 3)),
          new Column(101, BOTTLENECK, List.of(3, 4, 23, 3)),
          new Column(152, BOTTLENECK, List.of(3, 8, 36, 3)));

  private ResNet() {}

  /**
   * Builds torchvision's ResNet; all were trained at 224 pixels.
   *
   * @param depth 18, 34, 50, 101 or 152
   * @param size side of the input, pixels
   * @param classes outputs of the head
   * @return the graph, {@code (3, size, size)} to {@code (classes)}
   * @throws IllegalArgumentException when there is no such depth; the text lists what there is
   */
  public static Graph of(int depth, int size, int classes) {
    return of(Flavour.TORCHVISION, depth, size, classes);
  }

  /**
   * Builds a ResNet; all were trained at 224 pixels.
   *
   * @param flavour whose
   * @param depth 18, 34, 50, 101 or 152; Keras has the last three
   * @param size side of the input, pixels
   * @param classes outputs of the head
   * @return the graph, {@code (3, size, size)} to {@code (classes)}
   * @throws IllegalArgumentException when there is no such depth; the text lists what there is
   */
  public static Graph of(Flavour flavour, int depth, int size, int classes) {
    List<Column> columns =
        TABLE.stream().filter(c -> c.block.kernels.contains(flavour.strided)).toList();
    Column column =
        columns.stream()
            .filter(c -> c.depth == depth)
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        String.format(
                            Locale.ROOT,
                            "no ResNet of depth %d; there are %s",
                            depth,
                            columns.stream().map(Column::depth).toList())));
    var net = GraphBuilder.input("resnet" + depth + flavour.suffix, 3, size, size);
    flavour.conv(net, "conv1", 64, 7, 2).batchNorm("bn1", flavour.epsilon).relu("relu");
    net.maxPool("maxpool", 3, 2, 1).stage("stem");
    for (int layer = 1; layer <= column.repeats.size(); layer++) {
      int width = 32 << layer;
      for (int i = 0; i < column.repeats.get(layer - 1); i++) {
        int stride = i == 0 && layer > 1 ? 2 : 1;
        residual(net, flavour, "layer" + layer + "." + i + ".", column.block, width, stride);
        net.block("block" + layer + "." + (i + 1));
      }
    }
    return net.globalAveragePool("avgpool").linear("fc", classes).head();
  }

  private static void residual(
      GraphBuilder net, Flavour flavour, String at, Block block, int width, int stride) {
    String input = net.last();
    int in = net.shape().channels();
    int out = width * block.expansion;
    int last = block.kernels.size();
    for (int i = 1; i <= last; i++) {
      int kernel = block.kernels.get(i - 1);
      boolean strided = i - 1 == block.kernels.indexOf(flavour.strided);
      flavour.conv(net, at + "conv" + i, i == last ? out : width, kernel, strided ? stride : 1);
      net.batchNorm(at + "bn" + i, flavour.epsilon);
      if (i < last) {
        net.relu(relu(at, i));
      }
    }
    String branch = net.last();
    net.from(input);
    if (stride > 1 || in != out) {
      flavour.conv(net, at + "downsample.0", out, 1, stride);
      net.batchNorm(at + "downsample.1", flavour.epsilon);
    }
    net.add(at + "add", branch).relu(relu(at, last));
  }

  /** torchvision's feature extraction counts the calls of the block's one ReLU. */
  private static String relu(String at, int call) {
    return at + "relu" + (call == 1 ? "" : "_" + (call - 1));
  }
}
