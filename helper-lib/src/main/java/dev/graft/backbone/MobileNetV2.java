package dev.graft.backbone;

import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Padding;
import java.util.List;

/**
 * MobileNetV2 (Sandler et al. 2018, table 2) at width 1.0 as torchvision builds it, with
 * torchvision's names; checked against torchvision 0.22.1.
 *
 * <pre>{@code
 * Graph graph = MobileNetV2.of(224, 1000);   // (3, 224, 224) -> (1000)
 * }</pre>
 */
public final class MobileNetV2 {
  private static final double EPSILON = 1e-5;

  /** One row of the table: blocks of one kind; only the first of them has the stride. */
  private record Row(int expansion, int channels, int repeats, int stride) {}

  private static final List<Row> TABLE =
      List.of(
          new Row(1, 16, 1, 1),
          new Row(6, 24, 2, 2),
          new Row(6, 32, 3, 2),
          new Row(6, 64, 4, 2),
          new Row(6, 96, 3, 1),
          new Row(6, 160, 3, 2),
          new Row(6, 320, 1, 1));

  private MobileNetV2() {}

  /**
   * Builds the network; trained at 224 pixels.
   *
   * @param size side of the input, pixels
   * @param classes outputs of the head
   * @return the graph, {@code (3, size, size)} to {@code (classes)}
   */
  public static Graph of(int size, int classes) {
    var net = GraphBuilder.input("mobilenet_v2", 3, size, size);
    net.conv("features.0.0", 32, 3, 2, Padding.all(1));
    normalized(net, "features.0.").stage("stem");
    int index = 1;
    for (int group = 0; group < TABLE.size(); group++) {
      Row row = TABLE.get(group);
      for (int i = 0; i < row.repeats; i++) {
        block(net, "features." + index++ + ".", row, i == 0 ? row.stride : 1);
        net.block("block" + (group + 1) + (row.repeats == 1 ? "" : "." + (i + 1)));
      }
    }
    String top = "features." + index + ".";
    normalized(net.pointwise(top + "0", 1280), top).stage("top");
    net.globalAveragePool("pool").dropout("classifier.0", 0.2).linear("classifier.1", classes);
    return net.head();
  }

  private static void block(GraphBuilder net, String at, Row row, int stride) {
    String input = net.last();
    int in = net.shape().channels();
    int next = 0;
    if (row.expansion > 1) {
      String expand = at + "conv." + next++ + ".";
      normalized(net.pointwise(expand + "0", in * row.expansion), expand);
    }
    String depthwise = at + "conv." + next++ + ".";
    normalized(net.depthwise(depthwise + "0", 3, stride, Padding.all(1)), depthwise);
    net.pointwise(at + "conv." + next++, row.channels).batchNorm(at + "conv." + next, EPSILON);
    if (stride == 1 && in == row.channels) {
      net.add(at + "add", input);
    }
  }

  private static GraphBuilder normalized(GraphBuilder net, String at) {
    return net.batchNorm(at + "1", EPSILON).relu6(at + "2");
  }
}
