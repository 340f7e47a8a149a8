package dev.graft.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.Backbone;
import dev.graft.Head;
import dev.graft.Int8;
import dev.graft.Transfer;
import dev.graft.TransferModel;
import dev.graft.data.ImageSet;
import dev.graft.data.InputContract;
import dev.graft.data.Samples;
import dev.graft.graph.Shape;
import dev.graft.infer.Onnx;
import dev.graft.weights.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxTableTest {
  private static final String FILE = "src/test/resources/reference/onnx/layers_resnet_apart.onnx";

  private static final InputContract SEEN = InputContract.rgb(32, 127.5f, 127.5f, 0.875);

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

  /** What was written here in 8 bits comes back as what it is: a body that no longer learns. */
  @Test
  void whatIsInEightBitsIsAFrozenBodyAlone() {
    Path file = folder.resolve("int8.onnx");
    ImageSet few = Samples.garden(2, 1).train();
    try (TransferModel model = Backbone.MOBILENET_V1_025.size(32).untrained(1)) {
      Transfer.replaceHead(model, Head.classifier(few.classes()));
      Transfer.freeze(model, Int8.on(few).examples(4));
      model.exportOnnx(file, Onnx.int8());
    }
    Run run = Run.of("onnx", file.toString());
    assertEquals(1, run.status(), run.out() + run.err());
    assertTrue((run.out() + run.err()).contains("QuantizeLinear"), run.out() + run.err());
    try (TransferModel body = Backbone.onnx(file).contract(SEEN).load()) {
      assertEquals(few.size(), Transfer.extractFeatures(body, few).size());
    }
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
