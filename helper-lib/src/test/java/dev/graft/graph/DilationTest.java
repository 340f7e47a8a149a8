package dev.graft.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.graft.backbone.ConvNeXt;
import dev.graft.backbone.EfficientNetLite;
import dev.graft.backbone.MobileNetV1;
import dev.graft.backbone.MobileNetV2;
import dev.graft.backbone.ResNet;
import dev.graft.backbone.ResNet.Flavour;
import dev.graft.engine.Bodies;
import dev.graft.infer.Body;
import dev.graft.memory.DirectFloats;
import dev.graft.reference.FormulaWeights;
import dev.graft.reference.Recording;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Torchvision's own are recorded: {@code Torchvision_ReferenceTest}. */
class DilationTest {
  private static final int SIDE = 96;

  private static Graph body(String family) {
    Graph whole =
        switch (family) {
          case "resnet18" -> ResNet.of(18, SIDE, 10);
          case "resnet50_keras" -> ResNet.of(Flavour.KERAS, 50, SIDE, 10);
          case "mobilenet_v1" -> MobileNetV1.of(0.25, SIDE, 10);
          case "mobilenet_v2" -> MobileNetV2.of(MobileNetV2.Flavour.TORCHVISION, 0.35, SIDE, 10);
          case "convnext_tiny" -> ConvNeXt.tiny(SIDE, 10);
          default -> EfficientNetLite.lite0(SIDE, 10);
        };
    return whole.until(whole.stages().get(whole.stages().size() - 2).name());
  }

  /** The holes let each weight see what it saw: the coarse map is a part of the fine one. */
  @ParameterizedTest
  @CsvSource({
    "resnet18, 8, MXNet",
    "resnet50_keras, 16, compiled",
    "mobilenet_v1, 8, PyTorch",
    "mobilenet_v1, 16, MXNet",
    "mobilenet_v2, 8, PyTorch",
    "efficientnet_lite0, 8, MXNet",
    "convnext_tiny, 16, compiled",
    "efficientnet_lite0, 8, compiled",
  })
  void theOldMapIsAPartOfTheNewOne(String family, int stride, String engine) {
    Graph coarse = body(family);
    Graph fine = Dilation.of(coarse, stride);
    assertEquals(coarse.parameters(), fine.parameters());
    int channels = coarse.outputShape().channels();
    int side = SIDE / 32;
    int many = SIDE / stride;
    assertEquals(Shape.of(channels, many, many), fine.outputShape());
    String where = engine.equals("compiled") ? Bodies.COMPILED : engine;
    FloatBuffer expected = run(coarse, where);
    FloatBuffer actual = run(fine, where);
    double most = 0;
    for (int i = 0; i < expected.capacity(); i++) {
      most = Math.max(most, Math.abs(expected.get(i)));
    }
    for (int i = 0; i < expected.capacity(); i++) {
      int channel = i / (side * side);
      int y = i / side % side * many / side;
      int x = i % side * many / side;
      float found = actual.get((channel * many + y) * many + x);
      assertEquals(expected.get(i), found, 1e-4 * most, "value " + i);
    }
  }

  private static FloatBuffer run(Graph graph, String engine) {
    FloatBuffer input = Recording.sine(DirectFloats.of((int) graph.inputShape().size()));
    FloatBuffer output = DirectFloats.of((int) graph.outputShape().size());
    try (Body body = Bodies.on(graph, FormulaWeights.of(graph), engine)) {
      body.run(input, 1, output);
    }
    return output;
  }

  @Test
  void windowsOfOnePixelHaveNoHoles() {
    Graph fine = Dilation.of(ResNet.of(50, 64, 10), 8);
    List<Steps> pointwise =
        fine.nodes().stream()
            .filter(node -> node.op() instanceof Conv conv && conv.height() == 1)
            .map(node -> ((Conv) node.op()).steps())
            .distinct()
            .toList();
    assertEquals(List.of(Steps.of(1), Steps.of(2)), pointwise);
  }

  @Test
  void poolsAndNetworksThatStepNoFurtherAreRefused() {
    Graph pooled =
        GraphBuilder.input("pooled", 3, 32, 32)
            .conv("conv", 4, 3, 8, Padding.all(1))
            .maxPool("pool", 2, 2, 0)
            .stage("stem")
            .build();
    assertRefused(
        "pooled has no output stride of 8: layer \"pool\" (MaxPool) cannot have holes as a"
            + " convolution can",
        pooled,
        8);
    assertRefused("pooled has no output stride of 16: it takes no step beyond that", pooled, 16);
  }

  private static void assertRefused(String message, Graph graph, int stride) {
    var e = assertThrows(IllegalArgumentException.class, () -> Dilation.of(graph, stride));
    assertEquals(message, e.getMessage());
  }
}
