package dev.graft.backbone;

import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Padding;
import java.util.List;

/**
 * MobileNet v1 (Howard et al. 2017, table 1) as Keras Applications builds it, with Keras's layer
 * names; checked against Keras 3.15.1. Strided depthwise convolutions always pad one row below and
 * one column to the right; wherever the maps they read have even sides, as in all published sizes,
 * that is TF-Hub's network too.
 *
 * <pre>{@code
 * Graph graph = MobileNetV1.of(0.25, 224, 1000);   // (3, 224, 224) -> (1000)
 * }</pre>
 */
public final class MobileNetV1 {
  private static final double EPSILON = 1e-3;
  private static final Padding STRIDED = new Padding(0, 0, 1, 1);

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
   * Builds the network. Keras's classifier {@code conv_preds} is a 1×1 convolution on the pooled
   * features; here it is the dense layer of that name, which computes the same.
   *
   * @param alpha width multiplier; weights are published for 0.25, 0.5, 0.75 and 1.0
   * @param size side of the input, pixels
   * @param classes outputs of the head
   * @return the graph, {@code (3, size, size)} to {@code (classes)}
   */
  public static Graph of(double alpha, int size, int classes) {
    var net = GraphBuilder.input("mobilenet_v1_" + alpha, 3, size, size);
    net.conv("conv1", (int) (32 * alpha), 3, 2, net.same(3, 2));
    net.batchNorm("conv1_bn", EPSILON).relu6("conv1_relu").stage("stem");
    for (int i = 1; i <= TABLE.size(); i++) {
      Row row = TABLE.get(i - 1);
      Padding padding = row.stride == 1 ? net.same(3, 1) : STRIDED;
      String dw = "conv_dw_" + i;
      net.depthwise(dw, 3, row.stride, padding).batchNorm(dw + "_bn", EPSILON).relu6(dw + "_relu");
      String pw = "conv_pw_" + i;
      net.pointwise(pw, (int) (row.channels * alpha)).batchNorm(pw + "_bn", EPSILON);
      net.relu6(pw + "_relu").block("block" + i);
    }
    net.globalAveragePool("pool").dropout("dropout", 1e-3).linear("conv_preds", classes);
    return net.head();
  }
}
