package dev.graft.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.graft.backbone.EfficientNetLite;
import dev.graft.backbone.MobileNetV1;
import dev.graft.graph.Graph;
import dev.graft.reference.Published;
import dev.graft.reference.Recording;
import dev.graft.weights.StateDict;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Published weights give what PyTorch and Keras computed from them, stage by stage. */
class CompiledBody_PublishedWeightsTest {

  @BeforeAll
  static void runtime() {
    assumeTrue(CompiledBody.available(), "onnx runtime has no native library here");
  }

  @Test
  void efficientNetLite0AgreesWithPyTorch() {
    assertAgrees(
        EfficientNetLite.lite0(224, 1000),
        Published.efficientNetLite0(),
        Recording.of("efficientnet_lite0"));
  }

  @Test
  void efficientNetLite0GivesTheKnownFeatures() {
    StateDict weights = Published.efficientNetLite0();
    float[] features = features(EfficientNetLite.lite0(224, 1000).until("pool"), weights);
    float[] first = {0, 0, 0, 0, 0, 0.0118f, 0, 0};
    double sum = 0;
    for (int i = 0; i < features.length; i++) {
      sum += features[i];
      if (i < first.length) {
        assertEquals(first[i], features[i], 5e-5);
      }
    }
    assertEquals(150.7238, sum, 1e-3);
  }

  @ParameterizedTest
  @CsvSource({
    "0.25, mobilenet_v1_0.25_224_imagenet_notop.keras.safetensors",
    "1.0, mobilenet_v1_1.0_224_imagenet_to_conv_dw_13.keras.safetensors",
  })
  void mobileNetV1AgreesWithKeras(double alpha, String file) {
    StateDict weights = Published.shared(file);
    assertAgrees(MobileNetV1.of(alpha, 224, 1000), weights, Recording.of("mobilenet_v1_" + alpha));
  }

  /** Each slice reads what the one before it computed. */
  private static void assertAgrees(Graph graph, StateDict weights, Recording recording) {
    FloatBuffer value = Recording.sine(Direct.of(1, graph.inputShape()));
    Graph rest = graph;
    for (Recording.Stage stage : recording.stages()) {
      Graph slice = rest.until(stage.node());
      FloatBuffer next = Direct.of(1, slice.outputShape());
      try (var body = CompiledBody.compile(slice, weights)) {
        body.run(value, 1, next);
      }
      stage.check(next);
      value = next;
      rest = graph.after(stage.node());
    }
  }

  private static float[] features(Graph slice, StateDict weights) {
    FloatBuffer in = Recording.sine(Direct.of(1, slice.inputShape()));
    try (var body = CompiledBody.compile(slice, weights)) {
      return Direct.run(body, in, 1);
    }
  }
}
