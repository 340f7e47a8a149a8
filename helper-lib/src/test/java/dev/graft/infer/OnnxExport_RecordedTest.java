package dev.graft.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.data.InputContract;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Padding;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The file that {@code onnx.checker} accepted, byte for byte, and what ONNX Runtime for Python
 * computed with it; {@code src/test/python/record_onnx.py} records anew.
 */
class OnnxExport_RecordedTest {
  private static final Graph GRAPH =
      GraphBuilder.input("tiny", 3, 8, 8)
          .conv("conv1", 4, 3, 2, new Padding(0, 0, 1, 1))
          .batchNorm("bn1", 1e-3)
          .relu6("act1")
          .depthwise("conv2", 3, 1, Padding.all(1))
          .stage("stem")
          .globalAveragePool("pool")
          .linear("fc", 3)
          .head();
  private static final InputContract CONTRACT = InputContract.rgb(8, 127, 128, 0.875);

  @Test
  void pythonAcceptedTheseBytesAndComputedTheSame() throws Exception {
    assumeTrue(CompiledBody.available(), "onnx runtime has no native library here");
    Path file = Path.of("target/onnx/tiny.onnx");
    Files.createDirectories(file.getParent());
    new OnnxDeployment(
            GRAPH, RandomWeights.of(GRAPH, 1), CONTRACT, List.of("a", "b", "c"), Map.of())
        .write(file, Onnx.probabilities().photos());
    JsonNode python = recorded();
    String sha = HexFormat.of().formatHex(sha256(Files.readAllBytes(file)));
    assertEquals(python.path("sha256").asText(), sha, "the file is another than was recorded");
    assertEquals(
        "[\"photos\",\"tensor(uint8)\",[\"N\",\"height\",\"width\",3]]",
        python.path("input").toString());
    assertEquals("probabilities", python.path("output").asText());
    for (int n = 0; n < 2; n++) {
      float[] java = OnnxRun.image(file, photo(n));
      for (int i = 0; i < 3; i++) {
        assertEquals(python.path("values").get(3 * n + i).asDouble(), java[i], 1e-5);
      }
    }
  }

  private static byte[] sha256(byte[] bytes) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  private static JsonNode recorded() throws IOException {
    try (var json =
        OnnxExport_RecordedTest.class.getResourceAsStream("/reference/onnx/tiny.json")) {
      return new ObjectMapper().readTree(json);
    }
  }

  private static BufferedImage photo(int number) {
    BufferedImage image = new BufferedImage(30, 20, BufferedImage.TYPE_3BYTE_BGR);
    int at = number * 20 * 30 * 3;
    for (int y = 0; y < 20; y++) {
      for (int x = 0; x < 30; x++) {
        int rgb = 0;
        for (int channel = 0; channel < 3; channel++) {
          rgb = rgb << 8 | 37 * at++ % 251;
        }
        image.setRGB(x, y, rgb);
      }
    }
    return image;
  }
}
