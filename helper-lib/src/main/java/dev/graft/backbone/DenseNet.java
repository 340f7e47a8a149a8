package dev.graft.backbone;

import dev.graft.graph.AveragePool;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Padding;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * DenseNet-BC (Huang et al. 2016, table 1) of growth rate 32 as torchvision builds it, with
 * torchvision's names; checked against torchvision 0.29.2. A block is one dense layer: it ends
 * where its channels join those of all layers before it.
 *
 * <pre>{@code
 * Graph graph = DenseNet.of(121, 224, 1000);   // (3, 224, 224) -> (1000)
 * }</pre>
 */
public final class DenseNet {
  private static final double EPSILON = 1e-5;
  private static final int GROWTH = 32;

  /** Depth to dense layers in each of the four dense blocks. */
  private static final Map<Integer, int[]> TABLE =
      Map.of(
          121, new int[] {6, 12, 24, 16},
          169, new int[] {6, 12, 32, 32},
          201, new int[] {6, 12, 48, 32});

  private DenseNet() {}

  /**
   * Builds a DenseNet; all were trained at 224 pixels.
   *
   * @param depth 121, 169 or 201
   * @param size side of the input, pixels, at least 29
   * @param classes outputs of the head
   * @return the graph, {@code (3, size, size)} to {@code (classes)}
   * @throws IllegalArgumentException when there is no such depth; the text lists what there is
   */
  public static Graph of(int depth, int size, int classes) {
    int[] blocks = TABLE.get(depth);
    if (blocks == null) {
      throw new IllegalArgumentException(
          "no DenseNet of depth %d; there are %s".formatted(depth, new TreeSet<>(TABLE.keySet())));
    }
    var net = GraphBuilder.input("densenet" + depth, 3, size, size);
    net.conv("features.conv0", 2 * GROWTH, 7, 2, Padding.all(3));
    normalized(net, "features.", "0").maxPool("features.pool0", 3, 2, 1).stage("stem");
    for (int block = 1; block <= blocks.length; block++) {
      for (int i = 1; i <= blocks[block - 1]; i++) {
        layer(net, "features.denseblock" + block + ".denselayer" + i + ".");
        net.block("block" + block + "." + i);
      }
      if (block < blocks.length) {
        transition(net, "features.transition" + block + ".");
        net.stage("transition" + block);
      }
    }
    net.batchNorm("features.norm5", EPSILON).relu("relu").stage("top");
    return net.globalAveragePool("adaptive_avg_pool2d").linear("classifier", classes).head();
  }

  private static void layer(GraphBuilder net, String at) {
    String before = net.last();
    normalized(net, at, "1").pointwise(at + "conv1", 4 * GROWTH);
    normalized(net, at, "2").conv(at + "conv2", GROWTH, 3, 1, Padding.all(1));
    net.concat(at + "joined", List.of(before, net.last()));
  }

  private static void transition(GraphBuilder net, String at) {
    normalized(net, at, "").pointwise(at + "conv", net.shape().channels() / 2);
    net.then(at + "pool", new AveragePool(2, 2, 0, AveragePool.Border.COUNTED));
  }

  private static GraphBuilder normalized(GraphBuilder net, String at, String number) {
    return net.batchNorm(at + "norm" + number, EPSILON).relu(at + "relu" + number);
  }
}
