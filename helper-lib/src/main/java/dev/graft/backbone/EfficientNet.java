package dev.graft.backbone;

import dev.graft.backbone.EfficientNetLite.Row;
import dev.graft.graph.Activation.Function;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Padding;
import java.util.Iterator;
import java.util.List;

/**
 * EfficientNet-B0 (Tan and Le 2019, table 1): inverted residuals with SiLU, whose channels a
 * squeeze-and-excitation weighs. Names are those of the flavour's state dicts; checked against
 * torchvision 0.29.2, timm 1.0.31 and Keras 3.15.1.
 *
 * <pre>{@code
 * Graph graph = EfficientNet.b0(EfficientNet.Flavour.KERAS, 224, 1000);   // (3, 224, 224) -> (1000)
 * }</pre>
 *
 * <p>Stochastic depth, with which all were trained, is left out.
 */
public final class EfficientNet {

  /** Where the houses build one network differently. */
  public enum Flavour {
    /** Pads both sides alike; torchvision's names. */
    TORCHVISION("", 1e-5, EfficientNetLayers.TORCHVISION),
    /** Pads both sides alike; timm's names, of its {@code efficientnet_b0}. */
    TIMM("_timm", 1e-5, EfficientNetLayers.TIMM),
    /** Pads as TensorFlow's "same" does; timm's names, of its {@code tf_efficientnet_b0}. */
    KERAS("_keras", 1e-3, EfficientNetLayers.TIMM);

    private final String suffix;
    private final double epsilon;
    private final EfficientNetLayers layers;

    Flavour(String suffix, double epsilon, EfficientNetLayers layers) {
      this.suffix = suffix;
      this.epsilon = epsilon;
      this.layers = layers;
    }

    private Padding padding(GraphBuilder net, int kernel, int stride) {
      return this == KERAS ? net.same(kernel, stride) : Padding.all(kernel / 2);
    }
  }

  private EfficientNet() {}

  /**
   * Builds B0; trained at 224 pixels.
   *
   * @param flavour whose
   * @param size side of the input, pixels
   * @param classes outputs of the head
   * @return the graph, {@code (3, size, size)} to {@code (classes)}
   */
  public static Graph b0(Flavour flavour, int size, int classes) {
    var net = GraphBuilder.input("efficientnet_b0" + flavour.suffix, 3, size, size);
    EfficientNetLayers layers = flavour.layers;
    net.conv(layers.stem().get(0), 32, 3, 2, flavour.padding(net, 3, 2));
    normalized(net, flavour, "", layers.stem()).stage("stem");
    int stages = EfficientNetLite.TABLE.size();
    for (int stage = 0; stage < stages; stage++) {
      Row row = EfficientNetLite.TABLE.get(stage);
      for (int i = 0; i < row.repeats(); i++) {
        block(net, flavour, layers.block(stage, i), row, i == 0 ? row.stride() : 1);
        net.block("block" + (stage + 1) + (row.repeats() == 1 ? "" : "." + (i + 1)));
      }
    }
    net.pointwise(layers.top().get(0), 1280);
    normalized(net, flavour, "", layers.top()).stage("top");
    net.globalAveragePool(layers.head().get(0)).dropout(layers.head().get(1), 0.2);
    return net.linear(layers.head().get(2), classes).head();
  }

  private static void block(GraphBuilder net, Flavour flavour, String at, Row row, int stride) {
    String input = net.last();
    int in = net.shape().channels();
    Iterator<List<String>> parts = flavour.layers.parts(row.expansion()).iterator();
    if (row.expansion() > 1) {
      List<String> expand = parts.next();
      normalized(net.pointwise(at + expand.get(0), in * row.expansion()), flavour, at, expand);
    }
    List<String> depthwise = parts.next();
    Padding padding = flavour.padding(net, row.kernel(), stride);
    net.depthwise(at + depthwise.get(0), row.kernel(), stride, padding);
    normalized(net, flavour, at, depthwise);
    excite(net, at, parts.next(), in / 4);
    List<String> project = parts.next();
    net.pointwise(at + project.get(0), row.channels());
    net.batchNorm(at + project.get(1), flavour.epsilon);
    if (stride == 1 && in == row.channels()) {
      net.add(at + "add", input);
    }
  }

  /** Weighs each channel by what a small network makes of all channels' means. */
  private static void excite(GraphBuilder net, String at, List<String> layers, int squeezed) {
    String map = net.last();
    int channels = net.shape().channels();
    net.adaptiveAveragePool(at + layers.get(0), 1);
    net.biasedConv(at + layers.get(1), squeezed, 1, 1, Padding.NONE);
    net.activation(at + layers.get(2), Function.SILU);
    net.biasedConv(at + layers.get(3), channels, 1, 1, Padding.NONE);
    net.activation(at + layers.get(4), Function.SIGMOID).scale(at + layers.get(5), map);
  }

  private static GraphBuilder normalized(
      GraphBuilder net, Flavour flavour, String at, List<String> layers) {
    net.batchNorm(at + layers.get(1), flavour.epsilon);
    return net.activation(at + layers.get(2), Function.SILU);
  }
}
