package dev.graft.backbone;

import dev.graft.backbone.EfficientNet.Flavour;
import dev.graft.graph.Graph;
import dev.graft.reference.Agreement;
import dev.graft.reference.FormulaWeights;
import dev.graft.reference.Recording;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each stage computes what timm's and torchvision's do, on both engines and compiled. */
class EfficientNet_ReferenceTest {

  static Stream<Arguments> everywhere() {
    return Stream.of(64, 97)
        .flatMap(EfficientNet_ReferenceTest::runs)
        .flatMap(
            run ->
                Agreement.ENGINES.stream()
                    .map(engine -> Arguments.of(run.get()[0], run.get()[1], engine)));
  }

  private static Stream<Arguments> runs(int size) {
    return Stream.of(
        Arguments.of("timm_tf_efficientnet_lite1_" + size, EfficientNetLite.lite1(size, 10)),
        Arguments.of("timm_tf_efficientnet_lite2_" + size, EfficientNetLite.lite2(size, 10)),
        Arguments.of("timm_efficientnet_b0_" + size, EfficientNet.b0(Flavour.TIMM, size, 10)),
        Arguments.of("timm_tf_efficientnet_b0_" + size, EfficientNet.b0(Flavour.KERAS, size, 10)),
        Arguments.of(
            "torchvision_efficientnet_b0_" + size, EfficientNet.b0(Flavour.TORCHVISION, size, 10)));
  }

  @ParameterizedTest(name = "{0} on {2}")
  @MethodSource("everywhere")
  void everyStageAgrees(String recording, Graph graph, String engine) {
    Agreement.check(Recording.of(recording), graph, FormulaWeights.of(graph), engine);
  }
}
