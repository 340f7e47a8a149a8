package dev.graft.backbone;

import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Padding;
import java.util.List;

/**
 * Xception (Chollet 2016, figure 5) as timm's {@code legacy_xception} and as Keras build it, both
 * with timm's names, whose blocks count one less than Keras's; checked against timm 1.0.31 and
 * Keras 3.15.
 *
 * <pre>{@code
 * Graph graph = Xception.timm(299, 1000);   // (3, 299, 299) -> (1000)
 * }</pre>
 */
public final class Xception {

  /** Where the two differ, and in the padding of the poolings. */
  private record Flavour(String name, double epsilon) {}

  private static final Flavour TIMM = new Flavour("xception", 1e-5);
  private static final Flavour KERAS = new Flavour("xception_keras", 1e-3);

  /** Blocks of one kind: output channels of their separable convolutions, stride of the pooling. */
  private record Row(int repeats, int stride, List<Integer> channels) {}

  private static final List<Row> TABLE =
      List.of(
          new Row(1, 2, List.of(128, 128)),
          new Row(1, 2, List.of(256, 256)),
          new Row(1, 2, List.of(728, 728)),
          new Row(8, 1, List.of(728, 728, 728)),
          new Row(1, 2, List.of(728, 1024)));

  private final Flavour flavour;
  private final GraphBuilder net;

  private Xception(Flavour flavour, int size) {
    this.flavour = flavour;
    this.net = GraphBuilder.input(flavour.name, 3, size, size);
  }

  /**
   * Builds timm's network; trained at 299 pixels, {@code (x − 127.5) / 127.5}.
   *
   * @param size side of the input, pixels, at least 32
   * @param classes outputs of the head
   * @return the graph, {@code (3, size, size)} to {@code (classes)}
   */
  public static Graph timm(int size, int classes) {
    return new Xception(TIMM, size).build(classes);
  }

  /**
   * Builds the network of Keras Applications; trained at 299 pixels, {@code (x − 127.5) / 127.5}.
   *
   * @param size side of the input, pixels, at least 32; Keras itself takes 71 and more
   * @param classes outputs of the head
   * @return the graph, {@code (3, size, size)} to {@code (classes)}
   */
  public static Graph keras(int size, int classes) {
    return new Xception(KERAS, size).build(classes);
  }

  private Graph build(int classes) {
    net.conv("conv1", 32, 3, 2, Padding.NONE).batchNorm("bn1", flavour.epsilon).relu("act1");
    net.conv("conv2", 64, 3, 1, Padding.NONE).batchNorm("bn2", flavour.epsilon).relu("act2");
    net.stage("stem");
    int index = 1;
    for (Row row : TABLE) {
      for (int i = 0; i < row.repeats; i++) {
        block("block" + index + ".", row);
        net.block("block" + index++);
      }
    }
    separable("conv3", 1536, "bn3").relu("act3");
    separable("conv4", 2048, "bn4").relu("act4").stage("top");
    return net.globalAveragePool("global_pool").linear("fc", classes).head();
  }

  private void block(String at, Row row) {
    String input = net.last();
    int next = 0;
    for (int out : row.channels) {
      if (next > 0 || !input.equals("act2")) { // act2 is a ReLU already
        net.relu(at + "rep." + next++);
      }
      separable(at + "rep." + next++, out, at + "rep." + next++);
    }
    if (row.stride == 1) {
      net.add(at + "add", input);
      return;
    }
    Padding padding = flavour == KERAS ? net.same(3, 2) : Padding.all(1);
    net.maxPool(at + "rep." + next, 3, row.stride, padding);
    String branch = net.last();
    int out = net.shape().channels();
    net.from(input).conv(at + "skip", out, 1, row.stride, Padding.NONE);
    net.batchNorm(at + "skipbn", flavour.epsilon).add(at + "add", branch);
  }

  private GraphBuilder separable(String node, int out, String norm) {
    net.depthwise(node + ".conv1", 3, 1, Padding.all(1)).pointwise(node + ".pointwise", out);
    return net.batchNorm(norm, flavour.epsilon);
  }
}
