package dev.graft.backbone;

import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import java.util.List;

/**
 * EfficientNet-Lite: EfficientNet (Tan and Le 2019, table 1) without squeeze-and-excitation, with
 * ReLU6 for swish and with a stem and a top that do not scale. Names are timm's; checked against
 * timm 1.0.31 and with the published PyTorch weights of all three.
 *
 * <pre>{@code
 * Graph graph = EfficientNetLite.lite0(224, 1000);   // (3, 224, 224) -> (1000)
 * }</pre>
 */
public final class EfficientNetLite {
  private static final double EPSILON = 1e-3;

  /** One row of the table: blocks of one kind; only the first of them has the stride. */
  record Row(int kernel, int stride, int expansion, int channels, int repeats) {}

  static final List<Row> TABLE =
      List.of(
          new Row(3, 1, 1, 16, 1),
          new Row(3, 2, 6, 24, 2),
          new Row(5, 2, 6, 40, 2),
          new Row(3, 2, 6, 80, 3),
          new Row(5, 1, 6, 112, 3),
          new Row(5, 2, 6, 192, 4),
          new Row(3, 1, 6, 320, 1));

  private EfficientNetLite() {}

  /**
   * Builds lite0: width 1.0, depth 1.0; trained at 224 pixels.
   *
   * @param size side of the input, pixels
   * @param classes outputs of the head
   * @return the graph, {@code (3, size, size)} to {@code (classes)}
   */
  public static Graph lite0(int size, int classes) {
    return of("efficientnet_lite0", size, classes, 1.0, 1.0, 0.2);
  }

  /**
   * Builds lite1: width 1.0, depth 1.1; trained at 240 pixels.
   *
   * @param size side of the input, pixels
   * @param classes outputs of the head
   * @return the graph, {@code (3, size, size)} to {@code (classes)}
   */
  public static Graph lite1(int size, int classes) {
    return of("efficientnet_lite1", size, classes, 1.0, 1.1, 0.2);
  }

  /**
   * Builds lite2: width 1.1, depth 1.2; trained at 260 pixels.
   *
   * @param size side of the input, pixels
   * @param classes outputs of the head
   * @return the graph, {@code (3, size, size)} to {@code (classes)}
   */
  public static Graph lite2(int size, int classes) {
    return of("efficientnet_lite2", size, classes, 1.1, 1.2, 0.3);
  }

  private static Graph of(
      String name, int size, int classes, double width, double depth, double dropout) {
    var net = GraphBuilder.input(name, 3, size, size);
    net.conv("conv_stem", 32, 3, 2, net.same(3, 2)).batchNorm("bn1", EPSILON).relu6("act1");
    net.stage("stem");
    for (int stage = 0; stage < TABLE.size(); stage++) {
      Row row = TABLE.get(stage);
      boolean scales = stage > 0 && stage < TABLE.size() - 1;
      int repeats = scales ? (int) Math.ceil(row.repeats * depth) : row.repeats;
      for (int i = 0; i < repeats; i++) {
        block(net, "blocks." + stage + "." + i + ".", row, i == 0 ? row.stride : 1, width);
        net.block("block" + (stage + 1) + (repeats == 1 ? "" : "." + (i + 1)));
      }
    }
    net.pointwise("conv_head", 1280).batchNorm("bn2", EPSILON).relu6("act2").stage("top");
    net.globalAveragePool("pool").dropout("dropout", dropout).linear("classifier", classes);
    return net.head();
  }

  private static void block(GraphBuilder net, String at, Row row, int stride, double width) {
    String input = net.last();
    int in = net.shape().channels();
    int out = Width.divisible(row.channels * width);
    int next = 1;
    if (row.expansion > 1) {
      net.pointwise(at + "conv_pw", in * row.expansion).batchNorm(at + "bn1", EPSILON);
      net.relu6(at + "act" + next++);
    }
    net.depthwise(at + "conv_dw", row.kernel, stride, net.same(row.kernel, stride));
    net.batchNorm(at + "bn" + next, EPSILON).relu6(at + "act" + next++);
    net.pointwise(at + (row.expansion > 1 ? "conv_pwl" : "conv_pw"), out);
    net.batchNorm(at + "bn" + next, EPSILON);
    if (stride == 1 && in == out) {
      net.add(at + "add", input);
    }
  }
}
