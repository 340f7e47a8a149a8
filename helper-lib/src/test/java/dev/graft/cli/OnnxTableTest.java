package dev.graft.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.graph.Shape;
import dev.graft.weights.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxTableTest {
  private static final String FILE = "src/test/resources/reference/onnx/layers_resnet_apart.onnx";

  @TempDir Path folder;

  @Test
  void blocksAreListed() {
    Run run = Run.of("onnx", FILE);
    assertEquals(0, run.status(), run.err());
    assertTrue(run.out().contains("block  layer2.0 "), run.out());
    assertTrue(run.out().contains("it learns: 5 blocks, 37 layers;"), run.out());
  }

  @Test
  void whatIsNoModelIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("no.onnx"), "no model");
    Run run = Run.of("onnx", file.toString());
    assertEquals(2, run.status());
    assertTrue(run.err().contains("not an ONNX model"), run.err());
  }

  @Test
  void aFileRunsOnEveryEngine() {
    float[] x = new float[2 * 3 * 32 * 32];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) Math.sin(0.37 * i);
    }
    Path input = folder.resolve("x.npy");
    Npy.write(input, Tensor.of(Shape.of(2, 3, 32, 32), x));
    float[] first = null;
    for (String engine : new String[] {"MXNet", "PyTorch", "compiled"}) {
      Path output = folder.resolve(engine + ".npy");
      Run run =
          Run.of(
              "infer",
              "--onnx",
              FILE,
              "--engine",
              engine,
              "--input",
              input.toString(),
              "--output",
              output.toString());
      assertEquals(0, run.status(), run.err());
      float[] y = Npy.read(output).toArray();
      assertEquals(10, y.length);
      first = first == null ? y : first;
      assertArrayEquals(first, y, 1e-5f, engine);
    }
  }
}
