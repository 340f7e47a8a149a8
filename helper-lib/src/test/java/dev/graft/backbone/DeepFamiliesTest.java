package dev.graft.backbone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.graph.BatchNorm;
import dev.graft.graph.Graph;
import dev.graft.graph.Node;
import dev.graft.graph.Shape;
import dev.graft.graph.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Inception v3, Xception, DenseNet, ConvNeXt and Swin as data: tensors, stages and their cuts. */
class DeepFamiliesTest {
  private static final Map<String, Graph> GRAPHS =
      Stream.of(
              InceptionV3.torchvision(299, 1000),
              InceptionV3.keras(299, 1000),
              Xception.timm(299, 1000),
              Xception.keras(299, 1000),
              DenseNet.of(121, 224, 1000),
              DenseNet.of(169, 224, 1000),
              DenseNet.of(201, 224, 1000),
              ConvNeXt.tiny(224, 1000),
              Swin.tiny(224, 1000))
          .collect(Collectors.toMap(Graph::name, graph -> graph));

  static Stream<TorchvisionTest.Tensors> published() throws IOException {
    return Stream.of(
            recorded("deep_family_tensors"), recorded("timm_families"), recorded("swin_families"))
        .flatMap(one -> one);
  }

  private static Stream<TorchvisionTest.Tensors> recorded(String file) throws IOException {
    String path = "/reference/" + file + ".json";
    try (var json = DeepFamiliesTest.class.getResourceAsStream(path)) {
      return Arrays.stream(new ObjectMapper().readValue(json, TorchvisionTest.Tensors[].class));
    }
  }

  @ParameterizedTest
  @MethodSource("published")
  void everyTensorHasItsNameAndShape(TorchvisionTest.Tensors torch)
      throws NoSuchAlgorithmException {
    Graph graph = GRAPHS.get(torch.name());
    assertEquals(torch.parameters(), EfficientNetLiteTest.learned(graph));
    String lines =
        graph.parameters().entrySet().stream()
            .map(e -> e.getKey() + " " + e.getValue().shape().dimensions() + "\n")
            .sorted()
            .collect(Collectors.joining());
    byte[] sha =
        MessageDigest.getInstance("SHA-256").digest(lines.getBytes(StandardCharsets.UTF_8));
    assertEquals(torch.sha256(), HexFormat.of().formatHex(sha));
  }

  static Stream<Graph> graphs() {
    return GRAPHS.values().stream();
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void everyStageCanBeCut(Graph graph) {
    Stagewise.assertCanBeCut(graph);
  }

  @Test
  void inceptionReadsLikeThePapersTable() {
    assertEquals(
        "stem block1.1 block1.2 block1.3 block2.1 block2.2 block2.3 block2.4 block2.5 block3.1"
            + " block3.2 block3.3 head",
        stages("inception_v3"));
    Graph graph = GRAPHS.get("inception_v3_keras");
    assertEquals(Shape.of(192, 35, 35), graph.shape(graph.resolve("stem")));
    assertEquals(Shape.of(288, 35, 35), graph.shape(graph.resolve("block1")));
    assertEquals(Shape.of(768, 17, 17), graph.shape(graph.resolve("block2")));
    assertEquals(Shape.of(2048, 8, 8), graph.shape(graph.resolve("block3")));
  }

  /** Keras's normalization has no weight, and nothing else is missing. */
  @Test
  void kerassInceptionHasNoGamma() {
    var names = new TreeSet<>(GRAPHS.get("inception_v3").parameters().keySet());
    names.removeIf(name -> name.endsWith(".bn.weight"));
    assertEquals(names, new TreeSet<>(GRAPHS.get("inception_v3_keras").parameters().keySet()));
    assertEquals(
        23_851_784 - 17_216 * 2, EfficientNetLiteTest.learned(GRAPHS.get("inception_v3_keras")));
  }

  @Test
  void xceptionReadsLikeThePapersFigure() {
    assertEquals(
        "stem block1 block2 block3 block4 block5 block6 block7 block8 block9 block10 block11"
            + " block12 top head",
        stages("xception"));
    Graph graph = GRAPHS.get("xception_keras");
    assertEquals(Shape.of(728, 19, 19), graph.shape(graph.resolve("block11")));
    assertEquals(Shape.of(2048, 10, 10), graph.shape(graph.resolve("top")));
    assertEquals(22_910_480 - 54_528, EfficientNetLiteTest.learned(graph));
  }

  @Test
  void denseNetReadsLikeThePapersTable() {
    assertEquals(
        "stem block1.1 block1.2 block1.3 block1.4 block1.5 block1.6 transition1"
            + " block2.1 block2.2 block2.3 block2.4 block2.5 block2.6 block2.7 block2.8"
            + " block2.9 block2.10 block2.11 block2.12 transition2 block3.1 block3.2"
            + " block3.3 block3.4 block3.5 block3.6 block3.7 block3.8 block3.9 block3.10"
            + " block3.11 block3.12 block3.13 block3.14 block3.15 block3.16 block3.17"
            + " block3.18 block3.19 block3.20 block3.21 block3.22 block3.23 block3.24"
            + " transition3 block4.1 block4.2 block4.3 block4.4 block4.5 block4.6 block4.7"
            + " block4.8 block4.9 block4.10 block4.11 block4.12 block4.13 block4.14"
            + " block4.15 block4.16 top head",
        stages("densenet121"));
    Graph graph = GRAPHS.get("densenet121");
    assertEquals(Shape.of(256, 56, 56), graph.shape(graph.resolve("block1")));
    assertEquals(Shape.of(256, 14, 14), graph.shape(graph.resolve("transition2")));
    assertEquals(Shape.of(1024, 7, 7), graph.shape(graph.resolve("top")));
    assertEquals(
        "no DenseNet of depth 161; there are [121, 169, 201]",
        assertThrows(IllegalArgumentException.class, () -> DenseNet.of(161, 224, 10)).getMessage());
  }

  /** The one thing in which Keras's differs, too small for a recording to show it. */
  @Test
  void kerassDenseNetAddsALittleMoreToTheVariance() {
    assertEquals(Set.of(1e-5), epsilons(GRAPHS.get("densenet121")));
    Graph keras = DenseNet.of(DenseNet.Flavour.KERAS, 121, 224, 1000);
    assertEquals(Set.of(1.001e-5), epsilons(keras));
    assertEquals(GRAPHS.get("densenet121").parameters(), keras.parameters());
  }

  private static Set<Double> epsilons(Graph graph) {
    return graph.nodes().stream()
        .map(Node::op)
        .filter(BatchNorm.class::isInstance)
        .map(op -> ((BatchNorm) op).epsilon())
        .collect(Collectors.toSet());
  }

  @Test
  void convNeXtReadsLikeThePapersTable() {
    assertEquals(
        "stem block1.1 block1.2 block1.3 downsample2 block2.1 block2.2 block2.3 downsample3"
            + " block3.1 block3.2 block3.3 block3.4 block3.5 block3.6 block3.7 block3.8 block3.9"
            + " downsample4 block4.1 block4.2 block4.3 head",
        stages("convnext_tiny"));
    Graph graph = GRAPHS.get("convnext_tiny");
    assertEquals(Shape.of(96, 56, 56), graph.shape(graph.resolve("stem")));
    assertEquals(Shape.of(768, 7, 7), graph.shape(graph.resolve("block4")));
  }

  @Test
  void swinReadsLikeThePapersTable() {
    assertEquals(
        "stem block1.1 block1.2 downsample2 block2.1 block2.2 downsample3 block3.1 block3.2"
            + " block3.3 block3.4 block3.5 block3.6 downsample4 block4.1 block4.2 top head",
        stages("swin_t"));
    Graph graph = GRAPHS.get("swin_t");
    assertEquals(Shape.of(96, 56, 56), graph.shape(graph.resolve("block1")));
    assertEquals(Shape.of(192, 28, 28), graph.shape(graph.resolve("downsample2")));
    assertEquals(Shape.of(768, 7, 7), graph.shape(graph.resolve("top")));
    Graph odd = Swin.tiny(210, 1000);
    assertEquals(Shape.of(768, 7, 7), odd.shape(odd.resolve("top")));
    assertEquals(graph.parameters(), odd.parameters());
  }

  private static String stages(String name) {
    return GRAPHS.get(name).stages().stream().map(Stage::name).collect(Collectors.joining(" "));
  }
}
