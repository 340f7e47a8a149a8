package dev.graft.backbone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.graph.Graph;
import dev.graft.graph.Shape;
import dev.graft.graph.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The families in torchvision's flavour as data: tensors, stages and where they may be cut. */
class TorchvisionTest {

  /** One network of torchvision, as the recording script saw it. */
  record Tensors(String name, long parameters, String sha256) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final Map<String, Graph> GRAPHS =
      List.of(
              MobileNetV2.of(224, 1000),
              ResNet.of(18, 224, 1000),
              ResNet.of(34, 224, 1000),
              ResNet.of(50, 224, 1000),
              ResNet.of(101, 224, 1000),
              ResNet.of(152, 224, 1000),
              Vgg.plain(16, 224, 1000),
              Vgg.normalized(16, 224, 1000),
              Vgg.plain(19, 224, 1000),
              Vgg.normalized(19, 224, 1000))
          .stream()
          .collect(Collectors.toMap(Graph::name, graph -> graph));

  static List<Tensors> published() throws IOException {
    try (var json =
        TorchvisionTest.class.getResourceAsStream("/reference/torchvision_tensors.json")) {
      return Arrays.asList(new ObjectMapper().readValue(json, Tensors[].class));
    }
  }

  @ParameterizedTest
  @MethodSource("published")
  void everyTensorHasItsNameAndShape(Tensors torchvision) throws NoSuchAlgorithmException {
    Graph graph = GRAPHS.get(torchvision.name());
    assertEquals(torchvision.parameters(), EfficientNetLiteTest.learned(graph));
    String lines =
        graph.parameters().entrySet().stream()
            .map(e -> e.getKey() + " " + e.getValue().shape().dimensions() + "\n")
            .sorted()
            .collect(Collectors.joining());
    byte[] sha =
        MessageDigest.getInstance("SHA-256").digest(lines.getBytes(StandardCharsets.UTF_8));
    assertEquals(torchvision.sha256(), HexFormat.of().formatHex(sha));
  }

  @ParameterizedTest
  @MethodSource("published")
  void everyStageCanBeCut(Tensors torchvision) {
    Graph graph = GRAPHS.get(torchvision.name());
    Stagewise.assertCanBeCut(graph);
  }

  @Test
  void mobileNetV2ReadsLikeThePapersTable() {
    assertEquals(
        "stem block1 block2.1 block2.2 block3.1 block3.2 block3.3 block4.1 block4.2 block4.3"
            + " block4.4 block5.1 block5.2 block5.3 block6.1 block6.2 block6.3 block7 top head",
        stages("mobilenet_v2"));
    assertEquals(Shape.of(1280, 7, 7), GRAPHS.get("mobilenet_v2").shape("features.18.2"));
  }

  @Test
  void resNetReadsLikeThePapersTable() {
    assertEquals(
        "stem block1.1 block1.2 block2.1 block2.2 block3.1 block3.2 block4.1 block4.2 head",
        stages("resnet18"));
    assertEquals(
        "stem block1.1 block1.2 block1.3 block2.1 block2.2 block2.3 block2.4 block3.1 block3.2"
            + " block3.3 block3.4 block3.5 block3.6 block4.1 block4.2 block4.3 head",
        stages("resnet50"));
    Graph graph = GRAPHS.get("resnet50");
    assertEquals(Shape.of(64, 56, 56), graph.shape(graph.resolve("stem")));
    assertEquals(Shape.of(1024, 14, 14), graph.shape(graph.resolve("block3")));
  }

  @Test
  void vggReadsLikeThePapersTable() {
    String sixteen =
        "block1.1 block1.2 block2.1 block2.2 block3.1 block3.2 block3.3 block4.1 block4.2 block4.3"
            + " block5.1 block5.2 block5.3 head";
    assertEquals(sixteen, stages("vgg16"));
    assertEquals(sixteen, stages("vgg16_bn"));
    Graph graph = GRAPHS.get("vgg19");
    assertEquals("features.36", graph.resolve("block5.4"));
    assertEquals(Shape.of(512, 7, 7), graph.shape("features.36"));
  }

  /** At 224 pixels the map has 7×7 pixels as it is; other sizes are averaged to that. */
  @Test
  void vggsHeadTakesEverySize() {
    assertEquals("flatten", GRAPHS.get("vgg16").stages().get(13).nodes().get(0));
    for (int size : new int[] {32, 75, 256}) {
      Graph graph = Vgg.plain(16, size, 1000);
      assertEquals(Shape.of(512, size / 32, size / 32), graph.shape("features.30"));
      assertEquals("avgpool", graph.stages().get(13).nodes().get(0));
      assertEquals(Shape.of(25088), graph.shape("flatten"));
    }
  }

  @Test
  void otherDepthsAreNamed() {
    assertText(
        "no ResNet of depth 20; there are [18, 34, 50, 101, 152]", () -> ResNet.of(20, 224, 10));
    assertText("no VGG of depth 13; there are 16 and 19", () -> Vgg.plain(13, 224, 10));
  }

  private static String stages(String name) {
    return GRAPHS.get(name).stages().stream().map(Stage::name).collect(Collectors.joining(" "));
  }

  private static void assertText(String text, Executable executable) {
    assertEquals(text, assertThrows(IllegalArgumentException.class, executable).getMessage());
  }
}
