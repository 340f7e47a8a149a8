package dev.graft.backbone;

import dev.graft.graph.Graph;
import dev.graft.reference.Agreement;
import dev.graft.reference.KerasLayers;
import dev.graft.reference.Recording;
import dev.graft.weights.KerasDense;
import dev.graft.weights.StateDict;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each stage computes what Keras Applications does from weights under Keras's names, on both
 * engines and compiled.
 */
class Keras_ReferenceTest {

  /** A graph, and how the names of Keras become its own. */
  interface Naming {
    String graphName(Graph graph, String keras);
  }

  /** What was recorded: of which network, at which size. */
  record Run(String recording, String layers, Graph graph, Naming naming) {
    static Run of(String layers, String recording, Graph graph, Naming naming) {
      return new Run("keras_" + recording, layers, graph, naming);
    }

    StateDict weights() {
      UnaryOperator<String> renaming = name -> naming.graphName(graph, name);
      StateDict keras = KerasLayers.weights(layers, graph, renaming);
      return KerasDense.toGraph(graph, keras.rename(renaming)).select(graph);
    }

    @Override
    public String toString() {
      return recording;
    }
  }

  private static Graph body(int depth, int size) {
    return Vgg.plain(depth, size, 10).until("block5");
  }

  static List<Run> runs() {
    return List.of(
        resNet(64),
        resNet(97),
        mobileNetV2(0.35, 64),
        mobileNetV2(0.35, 97),
        mobileNetV2(1.0, 97),
        mobileNetV2(1.4, 64),
        mobileNetV1(0.25, 64),
        mobileNetV1(0.25, 97),
        mobileNetV1(0.75, 64),
        Run.of("vgg16", "vgg16_64", body(16, 64), VggNames::graphName),
        Run.of("vgg16", "vgg16_97", body(16, 97), VggNames::graphName),
        Run.of("vgg19", "vgg19_64", body(19, 64), VggNames::graphName),
        Run.of("vgg_head", "vgg_head_7", vggHead(), VggNames::graphName),
        efficientNet(64),
        efficientNet(97),
        denseNet(64),
        denseNet(97),
        convNeXt(64),
        convNeXt(97));
  }

  private static Run resNet(int size) {
    Graph graph = ResNet.of(ResNet.Flavour.KERAS, 50, size, 10);
    return Run.of("resnet50", "resnet50_" + size, graph, ResNetNames::graphName);
  }

  private static Run mobileNetV2(double width, int size) {
    Graph graph = MobileNetV2.of(MobileNetV2.Flavour.KERAS, width, size, 10);
    String recording = "mobilenet_v2_" + width + "_" + size;
    return Run.of("mobilenet_v2", recording, graph, MobileNetV2Names::graphName);
  }

  private static Run mobileNetV1(double alpha, int size) {
    String recording = "mobilenet_v1_" + alpha + "_" + size;
    Graph graph = MobileNetV1.of(alpha, size, 10);
    return Run.of("mobilenet_v1", recording, graph, MobileNetV1Names::graphName);
  }

  private static Run efficientNet(int size) {
    Graph graph = EfficientNet.b0(EfficientNet.Flavour.KERAS, size, 10);
    String recording = "efficientnet_b0_" + size;
    return Run.of("efficientnet_b0", recording, graph, EfficientNetNames::graphName);
  }

  private static Run denseNet(int size) {
    Graph graph = DenseNet.of(DenseNet.Flavour.KERAS, 121, size, 10);
    return Run.of("densenet121", "densenet121_" + size, graph, DenseNetNames::graphName);
  }

  private static Run convNeXt(int size) {
    Graph graph = ConvNeXt.tiny(size, 10);
    return Run.of("convnext_tiny", "convnext_tiny_" + size, graph, ConvNeXtNames::graphName);
  }

  /** The dense layers on the 7×7 pixels that they were trained on. */
  private static Graph vggHead() {
    return Vgg.narrow(16, 224, 16, 10).after("block5");
  }

  static Stream<Arguments> everywhere() {
    return runs().stream()
        .flatMap(run -> Agreement.ENGINES.stream().map(engine -> Arguments.of(run, engine)));
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void everyStageAgrees(Run run, String engine) {
    Agreement.check(Recording.of(run.recording()), run.graph(), run.weights(), engine);
  }
}
