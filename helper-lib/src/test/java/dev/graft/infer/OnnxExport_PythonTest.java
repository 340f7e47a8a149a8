package dev.graft.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.graft.backbone.EfficientNetLite;
import dev.graft.graph.Graph;
import dev.graft.reference.Published;
import dev.graft.reference.Recording;
import dev.graft.weights.StateDict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code onnx.checker} accepts the file, and ONNX Runtime under Python computes the same. */
class OnnxExport_PythonTest {

  @Test
  void pythonChecksAndRunsTheFile(@TempDir Path folder) throws IOException {
    assumeTrue(
        Published.python("-c", "import onnx, onnxruntime; print('ok')").strip().equals("ok"),
        "this Python has no onnx and onnxruntime; see src/test/python/requirements.txt");
    assumeTrue(CompiledBody.available(), "onnx runtime has no native library here");
    Graph graph = EfficientNetLite.lite0(64, 10);
    StateDict weights = RandomWeights.of(graph, 1);
    Path file = folder.resolve("lite0.onnx");
    Files.write(file, OnnxExport.bytes(graph, weights, Map.of("classes", "ants,bees")));
    Path out = folder.resolve("out.f32");
    String said =
        Published.python("src/test/python/check_onnx.py", file.toString(), "3", out.toString());
    assertEquals("17 input ['N', 3, 64, 64] classifier [('classes', 'ants,bees')]", said.strip());

    FloatBuffer python =
        ByteBuffer.wrap(Files.readAllBytes(out)).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    FloatBuffer in = Recording.sine(Direct.of(3, graph.inputShape()));
    try (var body = CompiledBody.compile(graph, weights)) {
      float[] java = Direct.run(body, in, 3);
      assertEquals(java.length, python.remaining());
      for (int i = 0; i < java.length; i++) {
        assertEquals(java[i], python.get(i), 1e-5 * Math.max(1, Math.abs(java[i])));
      }
    }
  }
}
