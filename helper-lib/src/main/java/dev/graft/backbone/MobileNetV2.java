package dev.graft.backbone;

import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Padding;
import java.util.List;

/**
 * MobileNetV2 (Sandler et al. 2018, table 2) in the flavours of torchvision, of Keras Applications
 * and of TF-Slim, whose networks are TF-Hub's, with torchvision's names; checked against
 * torchvision 0.29.2, timm 1.0.31, whose network is torchvision's, Keras 3.15.1 and TensorFlow
 * 2.15.1.
 *
 * <pre>{@code
 * Graph graph = MobileNetV2.of(224, 1000);   // (3, 224, 224) -> (1000)
 * }</pre>
 */
public final class MobileNetV2 {

  /** Where three houses build one network differently. */
  public enum Flavour {
    /** Pads both sides alike and drops out before the classifier. */
    TORCHVISION("", 1e-5, 0.2),
    /** Pads as TensorFlow's "same" does and cuts off fractions of channels before it rounds. */
    KERAS("_keras", 1e-3, 0),
    /** Pads as TensorFlow's "same" does, rounds whole, and drops out before the classifier. */
    SLIM("_slim", 1e-3, 0.2);

    private final String suffix;
    private final double epsilon;
    private final double dropout;

    Flavour(String suffix, double epsilon, double dropout) {
      this.suffix = suffix;
      this.epsilon = epsilon;
      this.dropout = dropout;
    }

    private Padding padding(GraphBuilder net, int stride) {
      return this == TORCHVISION ? Padding.all(1) : net.same(3, stride);
    }

    private int channels(int channels, double width) {
      double wanted = channels * width;
      return Width.divisible(this == KERAS ? Math.floor(wanted) : wanted);
    }
  }

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
   * Builds torchvision's network at width 1.0; trained at 224 pixels.
   *
   * @param size side of the input, pixels
   * @param classes outputs of the head
   * @return the graph, {@code (3, size, size)} to {@code (classes)}
   */
  public static Graph of(int size, int classes) {
    return of(Flavour.TORCHVISION, 1.0, size, classes);
  }

  /**
   * Builds the network. Keras and TF-Slim publish weights for the widths 0.35, 0.5, 0.75, 1.0, 1.3
   * and 1.4; torchvision for 1.0.
   *
   * @param flavour whose
   * @param width multiplies the channels, above 0; Keras's {@code alpha}
   * @param size side of the input, pixels
   * @param classes outputs of the head
   * @return the graph, {@code (3, size, size)} to {@code (classes)}
   */
  public static Graph of(Flavour flavour, double width, int size, int classes) {
    String scale = width == 1 ? "" : "_" + width;
    var net = GraphBuilder.input("mobilenet_v2" + scale + flavour.suffix, 3, size, size);
    net.conv("features.0.0", Width.divisible(32 * width), 3, 2, flavour.padding(net, 2));
    normalized(net, flavour, "features.0.").stage("stem");
    int index = 1;
    for (int group = 0; group < TABLE.size(); group++) {
      Row row = TABLE.get(group);
      for (int i = 0; i < row.repeats; i++) {
        int out = flavour.channels(row.channels, width);
        int stride = i == 0 ? row.stride : 1;
        block(net, flavour, "features." + index++ + ".", row.expansion, out, stride);
        net.block("block" + (group + 1) + (row.repeats == 1 ? "" : "." + (i + 1)));
      }
    }
    String top = "features." + index + ".";
    net.pointwise(top + "0", Width.divisible(1280 * Math.max(1, width)));
    normalized(net, flavour, top).stage("top");
    net.globalAveragePool("pool").dropout("classifier.0", flavour.dropout);
    return net.linear("classifier.1", classes).head();
  }

  private static void block(
      GraphBuilder net, Flavour flavour, String at, int expansion, int out, int stride) {
    String input = net.last();
    int in = net.shape().channels();
    int next = 0;
    if (expansion > 1) {
      String expand = at + "conv." + next++ + ".";
      normalized(net.pointwise(expand + "0", in * expansion), flavour, expand);
    }
    String depthwise = at + "conv." + next++ + ".";
    net.depthwise(depthwise + "0", 3, stride, flavour.padding(net, stride));
    normalized(net, flavour, depthwise);
    net.pointwise(at + "conv." + next++, out).batchNorm(at + "conv." + next, flavour.epsilon);
    if (stride == 1 && in == out) {
      net.add(at + "add", input);
    }
  }

  private static GraphBuilder normalized(GraphBuilder net, Flavour flavour, String at) {
    return net.batchNorm(at + "1", flavour.epsilon).relu6(at + "2");
  }
}
