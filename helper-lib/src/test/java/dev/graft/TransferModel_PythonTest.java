package dev.graft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.graft.graph.Graph;
import dev.graft.infer.CompiledBody;
import dev.graft.reference.FormulaWeights;
import dev.graft.reference.Published;
import dev.graft.weights.Safetensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Graft saves is a state dict to PyTorch, and predicts the same there. */
class TransferModel_PythonTest {
  private static final int SIZE = 64;
  private static final String LOGITS =
      """
      import sys, torch, torchvision
      from safetensors.torch import load_file
      net = torchvision.models.resnet18().eval()
      keys = net.load_state_dict(load_file(sys.argv[1]), strict=False)
      assert not keys.unexpected_keys, keys.unexpected_keys
      assert all(k.endswith("num_batches_tracked") for k in keys.missing_keys), keys.missing_keys
      size = int(sys.argv[2])
      x = torch.sin(torch.arange(3 * size * size, dtype=torch.float64) / 1000).float()
      with torch.inference_mode():
          print(*net(x.reshape(1, 3, size, size))[0].tolist())
      """;

  @TempDir Path folder;

  @Test
  void aSavedModelPredictsTheSameInPyTorch() {
    assumeTrue(
        Published.python("-c", "import torchvision, safetensors; print('ok')").strip().equals("ok"),
        "this Python has no torchvision and safetensors; set GRAFT_PYTHON");
    Graph graph = Backbone.RESNET18.size(SIZE).graph();
    Path file = folder.resolve("weights.safetensors");
    Safetensors.write(file, FormulaWeights.of(graph), Map.of());
    Path saved = folder.resolve("model");
    float[] expected;
    try (TransferModel model = Backbone.RESNET18.size(SIZE).load(file)) {
      model.save(saved);
      expected = logits(model);
    }
    String weights = saved.resolve("model.safetensors").toString();
    String said = Published.python("-c", LOGITS, weights, Integer.toString(SIZE));
    double[] logits = Arrays.stream(said.strip().split(" ")).mapToDouble(Double::valueOf).toArray();
    assertEquals(expected.length, logits.length);
    double largest = Arrays.stream(logits).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < logits.length; i++) {
      assertEquals(logits[i], expected[i], 1e-4 * largest);
    }
  }

  private static float[] logits(TransferModel model) {
    try (CompiledBody body = CompiledBody.compile(model.graph(), model.weights())) {
      FloatBuffer x = direct(3 * SIZE * SIZE);
      for (int i = 0; i < x.capacity(); i++) {
        x.put(i, (float) Math.sin(i / 1000.0));
      }
      FloatBuffer y = direct(1000);
      body.run(x, 1, y);
      float[] logits = new float[1000];
      y.get(0, logits);
      return logits;
    }
  }

  private static FloatBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(floats * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
