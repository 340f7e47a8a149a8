package dev.graft.backbone;

import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Padding;
import java.util.List;

/**
 * MobileNet v1 (Howard et al. 2017, table 1) in the flavours of Keras Applications and of TF-Slim,
 * whose networks are TF-Hub's, with Keras's layer names; checked against Keras 3.15.1 and
 * TensorFlow 2.15.1. Wherever strided convolutions read maps of even sides, as in all published
 * sizes, the two are one.
 *
 * <pre>{@code
 * Graph graph = MobileNetV1.of(0.25, 224, 1000);   // (3, 224, 224) -> (1000)
 * }</pre>
 */
public final class MobileNetV1 {
  private static final double EPSILON = 1e-3;
  private static final Padding STRIDED = new Padding(0, 0, 1, 1);

  /** Where two houses build one network differently. */
  public enum Flavour {
    /** Pads strided depthwise convolutions one row below and one column to the right. */
    KERAS(""),
    /** Pads them as TensorFlow's "same" does, and keeps 8 channels at least. */
    SLIM("_slim");

    private final String suffix;

    Flavour(String suffix) {
      this.suffix = suffix;
    }

    private Padding padding(GraphBuilder net, int stride) {
      return this == KERAS && stride > 1 ? STRIDED : net.same(3, stride);
    }

    private int channels(int channels, double alpha) {
      int scaled = (int) (channels * alpha);
      return this == SLIM ? Math.max(8, scaled) : scaled;
    }
  }

  /** One separable block. */
  private record Row(int stride, int channels) {}

  private static final List<Row> TABLE =
      List.of(
          new Row(1, 64),
          new Row(2, 128),
          new Row(1, 128),
          new Row(2, 256),
          new Row(1, 256),
          new Row(2, 512),
          new Row(1, 512),
          new Row(1, 512),
          new Row(1, 512),
          new Row(1, 512),
          new Row(1, 512),
          new Row(2, 1024),
          new Row(1, 1024));

  private MobileNetV1() {}

  /**
   * Builds Keras's network.
   *
   * @param alpha width multiplier; weights are published for 0.25, 0.5, 0.75 and 1.0
   * @param size side of the input, pixels
   * @param classes outputs of the head
   * @return the graph, {@code (3, size, size)} to {@code (classes)}
   */
  public static Graph of(double alpha, int size, int classes) {
    return of(Flavour.KERAS, alpha, size, classes);
  }

  /**
   * Builds the network. Both houses' classifier is a 1×1 convolution on the pooled features; here
   * it is the dense layer {@code conv_preds}, which computes the same.
   *
   * @param flavour whose
   * @param alpha width multiplier; weights are published for 0.25, 0.5, 0.75 and 1.0
   * @param size side of the input, pixels
   * @param classes outputs of the head
   * @return the graph, {@code (3, size, size)} to {@code (classes)}
   */
  public static Graph of(Flavour flavour, double alpha, int size, int classes) {
    var net = GraphBuilder.input("mobilenet_v1_" + alpha + flavour.suffix, 3, size, size);
    net.conv("conv1", flavour.channels(32, alpha), 3, 2, net.same(3, 2));
    net.batchNorm("conv1_bn", EPSILON).relu6("conv1_relu").stage("stem");
    for (int i = 1; i <= TABLE.size(); i++) {
      Row row = TABLE.get(i - 1);
      Padding padding = flavour.padding(net, row.stride);
      String dw = "conv_dw_" + i;
      net.depthwise(dw, 3, row.stride, padding).batchNorm(dw + "_bn", EPSILON).relu6(dw + "_relu");
      String pw = "conv_pw_" + i;
      net.pointwise(pw, flavour.channels(row.channels, alpha)).batchNorm(pw + "_bn", EPSILON);
      net.relu6(pw + "_relu").block("block" + i);
    }
    net.globalAveragePool("pool").dropout("dropout", 1e-3).linear("conv_preds", classes);
    return net.head();
  }
}
