package dev.graft.backbone;

import dev.graft.graph.AveragePool;
import dev.graft.graph.AveragePool.Border;
import dev.graft.graph.BatchNorm;
import dev.graft.graph.BatchNorm.Scale;
import dev.graft.graph.Conv;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Padding;
import java.util.ArrayList;
import java.util.List;

/**
 * Inception v3 (Szegedy et al. 2015, table 1) as torchvision and as Keras build it, both with
 * torchvision's names and without the auxiliary head; checked against torchvision 0.29.2, timm
 * 1.0.31, whose network is torchvision's, and Keras 3.15.1. Its three groups of blocks see 35, 17
 * and 8 pixels.
 *
 * <pre>{@code
 * Graph graph = InceptionV3.torchvision(299, 1000);   // (3, 299, 299) -> (1000)
 * }</pre>
 */
public final class InceptionV3 {
  private static final double EPSILON = 1e-3;

  // A line is a branch: names, output channels, height x width of kernels; /2 is a stride, and what
  // has one is not padded. At a | the branch forks and is joined again.
  private static final String STEM =
      "Conv2d_1a_3x3 32 3x3/2, Conv2d_2a_3x3 32 3x3 unpadded, Conv2d_2b_3x3 64 3x3, maxpool1,"
          + " Conv2d_3b_1x1 80 1x1, Conv2d_4a_3x3 192 3x3 unpadded, maxpool2";
  private static final String A =
      """
      branch1x1 64 1x1
      branch5x5_1 48 1x1, branch5x5_2 64 5x5
      branch3x3dbl_1 64 1x1, branch3x3dbl_2 96 3x3, branch3x3dbl_3 96 3x3
      avg_pool2d, branch_pool ? 1x1
      """;
  private static final String B =
      """
      branch3x3 384 3x3/2
      branch3x3dbl_1 64 1x1, branch3x3dbl_2 96 3x3, branch3x3dbl_3 96 3x3/2
      max_pool2d
      """;
  private static final String C =
      """
      branch1x1 192 1x1
      branch7x7_1 ? 1x1, branch7x7_2 ? 1x7, branch7x7_3 192 7x1
      branch7x7dbl_1 ? 1x1, branch7x7dbl_2 ? 7x1, branch7x7dbl_3 ? 1x7, branch7x7dbl_4 ? 7x1, \
      branch7x7dbl_5 192 1x7
      avg_pool2d, branch_pool 192 1x1
      """;
  private static final String D =
      """
      branch3x3_1 192 1x1, branch3x3_2 320 3x3/2
      branch7x7x3_1 192 1x1, branch7x7x3_2 192 1x7, branch7x7x3_3 192 7x1, branch7x7x3_4 192 3x3/2
      max_pool2d
      """;
  private static final String E =
      """
      branch1x1 320 1x1
      branch3x3_1 384 1x1, branch3x3_2a 384 1x3 | branch3x3_2b 384 3x1
      branch3x3dbl_1 448 1x1, branch3x3dbl_2 384 3x3, \
      branch3x3dbl_3a 384 1x3 | branch3x3dbl_3b 384 3x1
      avg_pool2d, branch_pool 192 1x1
      """;

  /** One block; the channels are what stands for a question mark. */
  private record Row(String stage, String name, String branches, int channels) {}

  private static final List<Row> TABLE =
      List.of(
          new Row("block1.1", "Mixed_5b.", A, 32),
          new Row("block1.2", "Mixed_5c.", A, 64),
          new Row("block1.3", "Mixed_5d.", A, 64),
          new Row("block2.1", "Mixed_6a.", B, 0),
          new Row("block2.2", "Mixed_6b.", C, 128),
          new Row("block2.3", "Mixed_6c.", C, 160),
          new Row("block2.4", "Mixed_6d.", C, 160),
          new Row("block2.5", "Mixed_6e.", C, 192),
          new Row("block3.1", "Mixed_7a.", D, 0),
          new Row("block3.2", "Mixed_7b.", E, 0),
          new Row("block3.3", "Mixed_7c.", E, 0));

  /** Where the two differ; Keras's batch normalization has no weight. */
  private record Flavour(String name, Border border, Scale scale, double dropout) {}

  private final Flavour flavour;
  private final GraphBuilder net;

  private InceptionV3(Flavour flavour, int size) {
    this.flavour = flavour;
    this.net = GraphBuilder.input(flavour.name, 3, size, size);
  }

  /**
   * Builds torchvision's network; trained at 299 pixels. Its {@code transform_input} belongs to the
   * weights: published ones want {@code (x − 127.5) / 127.5}.
   *
   * @param size side of the input, pixels, at least 75
   * @param classes outputs of the head
   * @return the graph, {@code (3, size, size)} to {@code (classes)}
   */
  public static Graph torchvision(int size, int classes) {
    var flavour = new Flavour("inception_v3", Border.COUNTED, Scale.LEARNED, 0.5);
    return new InceptionV3(flavour, size).build(classes);
  }

  /**
   * Builds the network of Keras Applications; trained at 299 pixels, {@code (x − 127.5) / 127.5}.
   *
   * @param size side of the input, pixels, at least 75
   * @param classes outputs of the head
   * @return the graph, {@code (3, size, size)} to {@code (classes)}
   */
  public static Graph keras(int size, int classes) {
    var flavour = new Flavour("inception_v3_keras", Border.LEFT_OUT, Scale.ONE, 0);
    return new InceptionV3(flavour, size).build(classes);
  }

  private Graph build(int classes) {
    branch("", STEM, new ArrayList<>());
    net.stage("stem");
    for (Row row : TABLE) {
      String input = net.last();
      List<String> ends = new ArrayList<>();
      List<String> joints = new ArrayList<>();
      for (String line : row.branches.replace("?", "" + row.channels).split("\n")) {
        net.from(input);
        branch(row.name, line, joints);
        ends.add(net.last());
      }
      join(row.name, ends, joints).block(row.stage);
    }
    net.globalAveragePool("avgpool").dropout("dropout", flavour.dropout);
    return net.linear("fc", classes).head();
  }

  private void branch(String at, String line, List<String> joints) {
    for (String step : line.split(", ")) {
      String input = net.last();
      List<String> ends = new ArrayList<>();
      for (String layer : step.split(" \\| ")) {
        net.from(input);
        layer(at, layer.split(" "));
        ends.add(net.last());
      }
      if (ends.size() > 1) {
        join(at, ends, joints);
      }
    }
  }

  /** torchvision's feature extraction counts a block's calls of cat. */
  private GraphBuilder join(String at, List<String> ends, List<String> joints) {
    joints.add(at + "cat" + (joints.isEmpty() ? "" : "_" + joints.size()));
    return net.concat(joints.get(joints.size() - 1), ends);
  }

  private void layer(String at, String[] words) {
    String name = at + words[0];
    if (words[0].startsWith("max")) {
      net.maxPool(name, 3, 2, 0);
    } else if (words[0].startsWith("avg")) {
      net.then(name, new AveragePool(3, 1, 1, flavour.border));
    } else {
      int out = Integer.parseInt(words[1]);
      int height = words[2].charAt(0) - '0';
      int width = words[2].charAt(2) - '0';
      int stride = words[2].endsWith("/2") ? 2 : 1;
      boolean padded = stride == 1 && words.length == 3;
      Padding same = new Padding(height / 2, width / 2, height / 2, width / 2);
      Padding padding = padded ? same : Padding.NONE;
      int in = net.shape().channels();
      net.then(name + ".conv", new Conv(in, out, height, width, stride, padding, 1, false));
      net.then(name + ".bn", new BatchNorm(out, EPSILON, flavour.scale)).relu(name + ".relu");
    }
  }
}
