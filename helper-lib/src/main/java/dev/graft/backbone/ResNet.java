package dev.graft.backbone;

import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Padding;
import java.util.List;

/**
 * ResNet (He et al. 2015, table 1) as torchvision builds it: the stride of a bottleneck is in its
 * 3×3 convolution. Names are those of torchvision's state dicts and of its feature extraction;
 * checked against torchvision 0.22.1.
 *
 * <pre>{@code
 * Graph graph = ResNet.of(50, 224, 1000);   // (3, 224, 224) -> (1000)
 * }</pre>
 */
public final class ResNet {
  private static final double EPSILON = 1e-5;

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
   * Builds a ResNet; all were trained at 224 pixels.
   *
   * @param depth 18, 34, 50, 101 or 152
   * @param size side of the input, pixels
   * @param classes outputs of the head
   * @return the graph, {@code (3, size, size)} to {@code (classes)}
   * @throws IllegalArgumentException when there is no such depth; the text lists what there is
   */
  public static Graph of(int depth, int size, int classes) {
    Column column =
        TABLE.stream()
            .filter(c -> c.depth == depth)
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no ResNet of depth %d; there are %s"
                            .formatted(depth, TABLE.stream().map(Column::depth).toList())));
    var net = GraphBuilder.input("resnet" + depth, 3, size, size);
    net.conv("conv1", 64, 7, 2, Padding.all(3)).batchNorm("bn1", EPSILON).relu("relu");
    net.maxPool("maxpool", 3, 2, 1).stage("stem");
    for (int layer = 1; layer <= column.repeats.size(); layer++) {
      int width = 32 << layer;
      for (int i = 0; i < column.repeats.get(layer - 1); i++) {
        int stride = i == 0 && layer > 1 ? 2 : 1;
        residual(net, "layer" + layer + "." + i + ".", column.block, width, stride);
        net.block("block" + layer + "." + (i + 1));
      }
    }
    return net.globalAveragePool("avgpool").linear("fc", classes).head();
  }

  private static void residual(GraphBuilder net, String at, Block block, int width, int stride) {
    String input = net.last();
    int in = net.shape().channels();
    int out = width * block.expansion;
    int last = block.kernels.size();
    for (int i = 1; i <= last; i++) {
      int kernel = block.kernels.get(i - 1);
      boolean strided = i - 1 == block.kernels.indexOf(3);
      Padding padding = Padding.all(kernel / 2);
      net.conv(at + "conv" + i, i == last ? out : width, kernel, strided ? stride : 1, padding);
      net.batchNorm(at + "bn" + i, EPSILON);
      if (i < last) {
        net.relu(relu(at, i));
      }
    }
    String branch = net.last();
    net.from(input);
    if (stride > 1 || in != out) {
      net.conv(at + "downsample.0", out, 1, stride, Padding.NONE);
      net.batchNorm(at + "downsample.1", EPSILON);
    }
    net.add(at + "add", branch).relu(relu(at, last));
  }

  /** torchvision's feature extraction counts the calls of the block's one ReLU. */
  private static String relu(String at, int call) {
    return at + "relu" + (call == 1 ? "" : "_" + (call - 1));
  }
}
