package dev.graft.backbone;

import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Padding;
import java.util.Map;

/**
 * VGG (Simonyan and Zisserman 2014, table 1, columns D and E) as torchvision builds it, with
 * torchvision's names; checked against torchvision 0.29.2, timm 1.0.31 and Keras 3.15.1, whose
 * networks compute the same. A block is one convolution with what follows it; the last of a group
 * ends in the group's pooling.
 *
 * <pre>{@code
 * Graph graph = Vgg.plain(16, 224, 1000);   // (3, 224, 224) -> (1000)
 * }</pre>
 *
 * <p>The head wants 7×7 pixels. At sizes other than 224 the feature map is averaged to that, as
 * torchvision does.
 */
public final class Vgg {
  private static final double EPSILON = 1e-5;
  private static final int[] CHANNELS = {64, 128, 256, 512, 512};
  private static final int DENSE = 4096;

  /** Layers with weights to convolutions in each of the five groups. */
  private static final Map<Integer, int[]> TABLE =
      Map.of(16, new int[] {2, 2, 3, 3, 3}, 19, new int[] {2, 2, 4, 4, 4});

  private enum Normalization {
    NONE,
    BATCH
  }

  private Vgg() {}

  /**
   * Builds the paper's network; trained at 224 pixels.
   *
   * @param depth 16 or 19
   * @param size side of the input, pixels, at least 32
   * @param classes outputs of the head
   * @return the graph, {@code (3, size, size)} to {@code (classes)}
   * @throws IllegalArgumentException when there is no such depth
   */
  public static Graph plain(int depth, int size, int classes) {
    return of(depth, Normalization.NONE, size, DENSE, classes);
  }

  /**
   * Builds torchvision's variant with a batch normalization after each convolution.
   *
   * @param depth 16 or 19
   * @param size side of the input, pixels, at least 32
   * @param classes outputs of the head
   * @return the graph, {@code (3, size, size)} to {@code (classes)}
   * @throws IllegalArgumentException when there is no such depth
   */
  public static Graph normalized(int depth, int size, int classes) {
    return of(depth, Normalization.BATCH, size, DENSE, classes);
  }

  /** Builds the paper's network with dense layers of another width. */
  static Graph narrow(int depth, int size, int dense, int classes) {
    return of(depth, Normalization.NONE, size, dense, classes);
  }

  /** Builds the variant with batch normalizations and dense layers of another width. */
  static Graph narrowNormalized(int depth, int size, int dense, int classes) {
    return of(depth, Normalization.BATCH, size, dense, classes);
  }

  private static Graph of(
      int depth, Normalization normalization, int size, int dense, int classes) {
    if (!TABLE.containsKey(depth)) {
      throw new IllegalArgumentException("no VGG of depth " + depth + "; there are 16 and 19");
    }
    boolean batch = normalization == Normalization.BATCH;
    var net = GraphBuilder.input("vgg" + depth + (batch ? "_bn" : ""), 3, size, size);
    int index = 0;
    for (int group = 0; group < CHANNELS.length; group++) {
      int convolutions = TABLE.get(depth)[group];
      for (int i = 1; i <= convolutions; i++) {
        net.biasedConv("features." + index++, CHANNELS[group], 3, 1, Padding.all(1));
        if (batch) {
          net.batchNorm("features." + index++, EPSILON);
        }
        net.relu("features." + index++);
        if (i == convolutions) {
          net.maxPool("features." + index++, 2, 2, 0);
        }
        net.block("block" + (group + 1) + "." + i);
      }
    }
    net.adaptiveAveragePool("avgpool", 7).flatten("flatten");
    net.linear("classifier.0", dense).relu("classifier.1").dropout("classifier.2", 0.5);
    net.linear("classifier.3", dense).relu("classifier.4").dropout("classifier.5", 0.5);
    return net.linear("classifier.6", classes).head();
  }
}
