package dev.graft;

import dev.graft.graph.Graph;
import dev.graft.infer.read.OnnxLayers;
import dev.graft.infer.read.OnnxTokens;
import dev.graft.weights.Fuzz;
import dev.graft.weights.GraphJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Damaged descriptions of layers that were read from ONNX files; {@link OnnxFuzzTest} has those.
 */
class OnnxLayersFuzzTest {
  private static final Path REFERENCE = Path.of("src/test/resources/reference/onnx");

  @Test
  void descriptions() throws Exception {
    Path photos = REFERENCE.resolve("layers_gated.onnx");
    Graph graph = OnnxLayers.read(photos, "net", Optional.empty(), 32, 32).graph();
    Fuzz.of("layers' description", GraphJson.write(graph), OnnxLayersFuzzTest::refusal);
    Path texts = REFERENCE.resolve("texts_distilbert.onnx");
    graph = OnnxTokens.read(texts, "net", Optional.empty(), 12).graph();
    Fuzz.of("layers of texts", GraphJson.write(graph), OnnxLayersFuzzTest::refusal);
  }

  private static String refusal(byte[] json) throws IOException {
    try {
      GraphJson.read("network.json", ByteBuffer.wrap(json));
      return "";
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }
}
