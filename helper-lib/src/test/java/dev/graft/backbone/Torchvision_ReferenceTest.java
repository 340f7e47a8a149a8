package dev.graft.backbone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.graft.backbone.MobileNetV2.Flavour;
import dev.graft.graph.Graph;
import dev.graft.graph.Shape;
import dev.graft.graph.Stage;
import dev.graft.infer.Body;
import dev.graft.infer.CompiledBody;
import dev.graft.reference.FormulaWeights;
import dev.graft.reference.Recording;
import dev.graft.train.Bodies;
import dev.graft.weights.StateDict;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each stage computes what torchvision's does, on both engines and compiled. */
class Torchvision_ReferenceTest {

  static Map<String, Graph> graphs() {
    return Map.of(
        "mobilenet_v2_0.35_64", MobileNetV2.of(Flavour.TORCHVISION, 0.35, 64, 1000),
        "mobilenet_v2_1.4_97", MobileNetV2.of(Flavour.TORCHVISION, 1.4, 97, 1000),
        "mobilenet_v2_64", MobileNetV2.of(64, 1000),
        "mobilenet_v2_75", MobileNetV2.of(75, 1000),
        "resnet18_75", ResNet.of(18, 75, 1000),
        "resnet50_64", ResNet.of(50, 64, 1000),
        "resnet50_75", ResNet.of(50, 75, 1000),
        "vgg16_64", Vgg.narrow(16, 64, 16, 10));
  }

  static Stream<Arguments> everywhere() {
    return names().stream()
        .flatMap(
            name -> Stream.of("MXNet", "PyTorch", Bodies.COMPILED).map(e -> Arguments.of(name, e)));
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void everyStageAgrees(String name, String engine) {
    assumeTrue(
        !engine.equals(Bodies.COMPILED) || CompiledBody.available(),
        "onnx runtime has no native library here");
    Graph rest = graphs().get(name);
    StateDict weights = FormulaWeights.of(rest);
    FloatBuffer value = Recording.sine(direct(rest.inputShape()));
    for (Recording.Stage stage : Recording.of(name).stages()) {
      Graph slice = rest.until(stage.node());
      FloatBuffer next = direct(slice.outputShape());
      try (Body body = Bodies.on(slice, weights, engine)) {
        body.run(value, 1, next);
      }
      stage.check(next);
      value = next;
      rest = rest.after(stage.node());
    }
  }

  static List<String> names() {
    return graphs().keySet().stream().sorted().toList();
  }

  @ParameterizedTest
  @MethodSource("names")
  void stagesEndWhereTorchvisionsDo(String name) {
    Graph graph = graphs().get(name);
    Recording recording = Recording.of(name);
    assertEquals(
        recording.stages().stream().map(Recording.Stage::node).toList(),
        graph.stages().stream().map(Stage::output).toList());
    for (Recording.Stage stage : recording.stages()) {
      assertEquals(new Shape(stage.shape()), graph.shape(stage.node()), stage.node());
    }
  }

  private static FloatBuffer direct(Shape shape) {
    return ByteBuffer.allocateDirect(Math.toIntExact(shape.size() * Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
