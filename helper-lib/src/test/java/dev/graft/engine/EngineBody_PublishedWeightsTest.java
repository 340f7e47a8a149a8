package dev.graft.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.graft.backbone.EfficientNetLite;
import dev.graft.backbone.MobileNetV1;
import dev.graft.graph.Graph;
import dev.graft.infer.Body;
import dev.graft.memory.DirectFloats;
import dev.graft.reference.Published;
import dev.graft.reference.Recording;
import dev.graft.weights.StateDict;
import java.nio.FloatBuffer;

/** Both engines compute from published weights what PyTorch and Keras did, stage by stage. */
class EngineBody_PublishedWeightsTest {

  @EngineSource
  void efficientNetLite0AgreesWithPyTorch(String engine) {
    assertAgrees(
        EfficientNetLite.lite0(224, 1000),
        Published.efficientNetLite0(),
        Recording.of("efficientnet_lite0"),
        engine);
  }

  /** The numbers that this house was founded on. */
  @EngineSource
  void efficientNetLite0GivesTheKnownFeatures(String engine) {
    StateDict weights = Published.efficientNetLite0();
    Graph slice = EfficientNetLite.lite0(224, 1000).until("pool");
    FloatBuffer features = DirectFloats.of(slice.outputShape().size());
    try (Body body = Bodies.on(slice, weights, engine)) {
      body.run(Recording.sine(DirectFloats.of(slice.inputShape().size())), 1, features);
    }
    float[] first = {0, 0, 0, 0, 0, 0.0118f, 0, 0};
    double sum = 0;
    for (int i = 0; i < features.capacity(); i++) {
      sum += features.get(i);
      if (i < first.length) {
        assertEquals(first[i], features.get(i), 5e-5);
      }
    }
    assertEquals(150.7238, sum, 1e-3);
  }

  @EngineSource
  void mobileNetV1AgreesWithKeras(String engine) {
    StateDict weights = Published.shared("mobilenet_v1_0.25_224_imagenet_notop.keras.safetensors");
    assertAgrees(
        MobileNetV1.of(0.25, 224, 1000), weights, Recording.of("mobilenet_v1_0.25"), engine);
  }

  @EngineSource
  void mobileNetV1OfFullWidthAgreesWithKeras(String engine) {
    StateDict weights =
        Published.shared("mobilenet_v1_1.0_224_imagenet_to_conv_dw_13.keras.safetensors");
    assertAgrees(MobileNetV1.of(1.0, 224, 1000), weights, Recording.of("mobilenet_v1_1.0"), engine);
  }

  /** Each slice reads what the one before it computed. */
  private static void assertAgrees(
      Graph graph, StateDict weights, Recording recording, String engine) {
    FloatBuffer value = Recording.sine(DirectFloats.of(graph.inputShape().size()));
    Graph rest = graph;
    for (Recording.Stage stage : recording.stages()) {
      Graph slice = rest.until(stage.node());
      FloatBuffer next = DirectFloats.of(slice.outputShape().size());
      try (Body body = Bodies.on(slice, weights, engine)) {
        body.run(value, 1, next);
      }
      stage.check(next);
      value = next;
      rest = graph.after(stage.node());
    }
  }
}
