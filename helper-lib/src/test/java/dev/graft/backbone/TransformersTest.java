package dev.graft.backbone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.backbone.DinoV2.Features;
import dev.graft.backbone.DinoV2.Registers;
import dev.graft.graph.Graph;
import dev.graft.graph.Layers;
import dev.graft.graph.Shape;
import dev.graft.graph.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** ViT, DeiT and DINOv2 as data: tensors, stages and their cuts. */
class TransformersTest {
  private static final Map<String, Graph> GRAPHS =
      Stream.of(
              Vit.of(Vit.Size.BASE, 224, 1000),
              Vit.of(Vit.Size.SMALL, 224, 1000),
              Vit.of(Vit.Size.TINY, 224, 1000),
              Vit.deit(Vit.Size.TINY, 224, 1000),
              DinoV2.of(Vit.Size.SMALL, Registers.NONE, Features.CLASS, 518, 1000),
              DinoV2.of(Vit.Size.SMALL, Registers.FOUR, Features.CLASS, 518, 1000),
              DinoV2.of(Vit.Size.BASE, Registers.NONE, Features.CLASS, 518, 1000),
              DinoV2.of(Vit.Size.BASE, Registers.FOUR, Features.CLASS, 518, 1000))
          .collect(Collectors.toMap(Graph::name, graph -> graph));

  static Stream<TorchvisionTest.Tensors> published() throws IOException {
    String path = "/reference/transformer_families.json";
    try (var json = TransformersTest.class.getResourceAsStream(path)) {
      return Arrays.stream(new ObjectMapper().readValue(json, TorchvisionTest.Tensors[].class));
    }
  }

  /** timm writes the scale of a branch as a vector, {@code gamma}. */
  @ParameterizedTest
  @MethodSource("published")
  void everyTensorHasItsNameAndShape(TorchvisionTest.Tensors timm) throws NoSuchAlgorithmException {
    Graph graph = GRAPHS.get(timm.name());
    assertEquals(timm.parameters(), EfficientNetLiteTest.learned(graph));
    String lines =
        graph.parameters().entrySet().stream()
            .map(e -> e.getKey() + " " + e.getValue().shape().dimensions() + "\n")
            .map(line -> line.replaceFirst("layer_scale (.*), 1, 1]", "gamma $1]"))
            .sorted()
            .collect(Collectors.joining());
    byte[] sha =
        MessageDigest.getInstance("SHA-256").digest(lines.getBytes(StandardCharsets.UTF_8));
    assertEquals(timm.sha256(), HexFormat.of().formatHex(sha));
  }

  static Stream<Graph> graphs() {
    return GRAPHS.values().stream();
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void everyStageCanBeCut(Graph graph) {
    Stagewise.assertCanBeCut(graph);
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void itsBlocksAreCounted(Graph graph) {
    assertEquals(
        "stem block1 block2 block3 block4 block5 block6 block7 block8 block9 block10 block11"
            + " block12 top head",
        graph.stages().stream().map(Stage::name).collect(Collectors.joining(" ")));
    Graph body = graph.until("top");
    assertEquals(body.resolve("token"), body.output());
    assertEquals(graph.shape("token"), body.outputShape());
    assertEquals(
        Stream.of("block11", "block12", "top")
            .flatMap(name -> stage(graph, name).nodes().stream())
            .collect(Collectors.toSet()),
        Layers.last(2).in(body));
  }

  private static Stage stage(Graph graph, String name) {
    return graph.stages().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void tokensAreTheClassRegistersAndPatches() {
    assertEquals(Shape.of(192, 197), GRAPHS.get("vit_ti_16").shape("blocks.3.add2"));
    assertEquals(Shape.of(384, 1370), GRAPHS.get("dinov2_s_14").shape("pos_embed"));
    assertEquals(Shape.of(768, 1374), GRAPHS.get("dinov2_b_14_reg").shape("cls_token"));
    Graph both = DinoV2.of(Vit.Size.SMALL, Registers.FOUR, Features.CLASS_AND_MEAN, 28, 5);
    assertEquals(Shape.of(768), both.shape("features"));
  }

  @Test
  void patchesFillTheInput() {
    assertEquals(
        "input size is 100, vit_s_16 needs a multiple of 16",
        assertThrows(IllegalArgumentException.class, () -> Vit.of(Vit.Size.SMALL, 100, 1000))
            .getMessage());
  }
}
