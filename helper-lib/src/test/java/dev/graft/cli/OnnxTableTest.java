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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxTableTest {
  private static final String FILE = "src/test/resources/reference/onnx/layers_resnet_apart.onnx";

  private static final String TEXTS = "src/test/resources/reference/onnx/texts_bert_second.onnx";

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

  @Test
  void blocksOfTextsAreListed() {
    Run run = Run.of("onnx", TEXTS, "--tokens", "12");
    assertEquals(0, run.status(), run.err());
    assertTrue(run.out().contains("block  model.encoder.layer.1 "), run.out());
    assertTrue(run.out().contains("it learns: 2 blocks, 30 layers;"), run.out());
    Run beyond = Run.of("onnx", TEXTS, "--tokens", "32");
    assertEquals(2, beyond.status());
    assertTrue(beyond.err().startsWith("graft: does not learn: node "), beyond.err());
  }

  /** A text is the same whatever stands behind it. */
  @Test
  void textsOfAnyLengthRun() throws IOException {
    Path ids = folder.resolve("ids.npy");
    Path mask = folder.resolve("mask.npy");
    InferTextsTest.npy(ids, Long.BYTES, "1, 4", 3, 9, 27, 8);
    InferTextsTest.npy(mask, Long.BYTES, "1, 4", 1, 1, 1, 1);
    float[] four = texts(ids, mask);
    InferTextsTest.npy(ids, Long.BYTES, "1, 6", 3, 9, 27, 8, 5, 5);
    InferTextsTest.npy(mask, Long.BYTES, "1, 6", 1, 1, 1, 1, 0, 0);
    float[] six = texts(ids, mask);
    assertEquals(4 * 16, four.length);
    assertArrayEquals(four, Arrays.copyOf(six, four.length), 1e-5f);
    InferTextsTest.npy(mask, Long.BYTES, "1, 6", 1, 1, 1, 1, 1, 0);
    assertTrue(Math.abs(texts(ids, mask)[0] - four[0]) > 1e-3);
  }

  private float[] texts(Path ids, Path mask) {
    String output = folder.resolve("y.npy").toString();
    String given = ids.toString();
    List<String> all = List.of("infer", "--onnx", TEXTS, "--input", given, "--output", output);
    List<String> call = new ArrayList<>(all);
    call.addAll(List.of("--mask", mask.toString(), "--engine", "compiled"));
    Run run = Run.of(call.toArray(String[]::new));
    assertEquals(0, run.status(), run.err());
    return Npy.read(Path.of(output)).toArray();
  }
}
