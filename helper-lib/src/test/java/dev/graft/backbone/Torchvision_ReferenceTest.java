package dev.graft.backbone;

import dev.graft.backbone.MobileNetV2.Flavour;
import dev.graft.engine.Bodies;
import dev.graft.graph.Dilation;
import dev.graft.graph.Graph;
import dev.graft.reference.FormulaWeights;
import dev.graft.reference.Recording;
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
        "resnet50_stride8_75", Dilation.of(ResNet.of(50, 75, 1000), 8),
        "resnet50_stride16_64", Dilation.of(ResNet.of(50, 64, 1000), 16),
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
    Graph graph = graphs().get(name);
    Stagewise.assertAgrees(graph, FormulaWeights.of(graph), Recording.of(name), engine);
  }

  static List<String> names() {
    return graphs().keySet().stream().sorted().toList();
  }

  @ParameterizedTest
  @MethodSource("names")
  void stagesEndWhereTorchvisionsDo(String name) {
    Stagewise.assertEndsAlike(graphs().get(name), Recording.of(name));
  }
}
