package dev.graft.infer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.graft.backbone.EfficientNetLite;
import dev.graft.backbone.MobileNetV1;
import dev.graft.graph.Graph;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An image's bits do not depend on its batch. */
class CompiledBody_BatchTest {

  static Stream<Graph> graphs() {
    return Stream.of(
        EfficientNetLite.lite0(64, 10),
        EfficientNetLite.lite0(64, 1000).until("top"),
        MobileNetV1.of(0.25, 64, 3),
        MobileNetV1.of(0.25, 64, 3).until("conv_dw_3"));
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void givesTheSameBitsInAnyBatchAtAnyPlace(Graph graph) {
    assumeTrue(CompiledBody.available(), "onnx runtime has no native library here");
    FloatBuffer in = Direct.noise(16, graph.inputShape(), 3);
    int size = Math.toIntExact(graph.inputShape().size());
    try (var body = CompiledBody.compile(graph, RandomWeights.of(graph, 4))) {
      float[] expected = Direct.run(body, in, 16);
      int out = expected.length / 16;
      for (int n : new int[] {1, 3, 8, 11}) {
        for (int first = 0; first + n <= 16; first += 5) {
          float[] got = Direct.run(body, in.slice(first * size, n * size), n);
          float[] same = Arrays.copyOfRange(expected, first * out, (first + n) * out);
          assertArrayEquals(same, got, 0f, n + " images from " + first);
        }
      }
    }
  }
}
