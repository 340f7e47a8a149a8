package dev.graft.backbone;

import dev.graft.graph.AveragePool;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Padding;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * DenseNet-BC (Huang et al. 2016, table 1) of growth rate 32 as torchvision and as Keras
 * Applications build it, with torchvision's names; checked against torchvision 0.29.2 and Keras
 * 3.15.1. A block is one dense layer: it ends where its channels join those of all layers before
 * it.
 *
 * <pre>{@code
 * Graph graph = DenseNet.of(121, 224, 1000);   // (3, 224, 224) -> (1000)
 * }</pre>
 */
public final class DenseNet {
  private static final int GROWTH = 32;

  /** Where two houses build one network differently. */
  public enum Flavour {
    /** torchvision's, which is timm's too. */
    TORCHVISION("", 1e-5),
    /** Keras's normalizations add a little more to the variance. */
    KERAS("_keras", 1.001e-5);

    private final String suffix;
    private final double epsilon;

    Flavour(String suffix, double epsilon) {
      this.suffix = suffix;
      this.epsilon = epsilon;
    }
  }

  /** Depth to dense layers in each of the four dense blocks. */
  private static final Map<Integer, int[]> TABLE =
      Map.of(
          121, new int[] {6, 12, 24, 16},
          169, new int[] {6, 12, 32, 32},
          201, new int[] {6, 12, 48, 32});

  private final Flavour flavour;
  private final GraphBuilder net;

  private DenseNet(Flavour flavour, int depth, int size) {
    this.flavour = flavour;
    this.net = GraphBuilder.input("densenet" + depth + flavour.suffix, 3, size, size);
  }

  /**
   * Builds torchvision's DenseNet; all were trained at 224 pixels.
   *
   * @param depth 121, 169 or 201
   * @param size side of the input, pixels, at least 29
   * @param classes outputs of the head
   * @return the graph, {@code (3, size, size)} to {@code (classes)}
   * @throws IllegalArgumentException when there is no such depth; the text lists what there is
   */
  public static Graph of(int depth, int size, int classes) {
    return of(Flavour.TORCHVISION, depth, size, classes);
  }

  /**
   * Builds a DenseNet; all were trained at 224 pixels.
   *
   * @param flavour whose
   * @param depth 121, 169 or 201
   * @param size side of the input, pixels, at least 29
   * @param classes outputs of the head
   * @return the graph, {@code (3, size, size)} to {@code (classes)}
   * @throws IllegalArgumentException when there is no such depth; the text lists what there is
   */
  public static Graph of(Flavour flavour, int depth, int size, int classes) {
    int[] blocks = TABLE.get(depth);
    if (blocks == null) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "no DenseNet of depth %d; there are %s",
              depth,
              new TreeSet<>(TABLE.keySet())));
    }
    return new DenseNet(flavour, depth, size).build(blocks, classes);
  }

  private Graph build(int[] blocks, int classes) {
    net.conv("features.conv0", 2 * GROWTH, 7, 2, Padding.all(3));
    normalized("features.", "0").maxPool("features.pool0", 3, 2, 1).stage("stem");
    for (int block = 1; block <= blocks.length; block++) {
      for (int i = 1; i <= blocks[block - 1]; i++) {
        layer("features.denseblock" + block + ".denselayer" + i + ".");
        net.block("block" + block + "." + i);
      }
      if (block < blocks.length) {
        transition("features.transition" + block + ".");
        net.stage("transition" + block);
      }
    }
    net.batchNorm("features.norm5", flavour.epsilon).relu("relu").stage("top");
    return net.globalAveragePool("adaptive_avg_pool2d").linear("classifier", classes).head();
  }

  private void layer(String at) {
    String before = net.last();
    normalized(at, "1").pointwise(at + "conv1", 4 * GROWTH);
    normalized(at, "2").conv(at + "conv2", GROWTH, 3, 1, Padding.all(1));
    net.concat(at + "joined", List.of(before, net.last()));
  }

  private void transition(String at) {
    normalized(at, "").pointwise(at + "conv", net.shape().channels() / 2);
    net.then(at + "pool", new AveragePool(2, 2, 0, AveragePool.Border.COUNTED));
  }

  private GraphBuilder normalized(String at, String number) {
    return net.batchNorm(at + "norm" + number, flavour.epsilon).relu(at + "relu" + number);
  }
}
