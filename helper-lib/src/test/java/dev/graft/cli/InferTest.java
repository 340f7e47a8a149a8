package dev.graft.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.Backbone;
import dev.graft.engine.Bodies;
import dev.graft.engine.EngineSource;
import dev.graft.graph.Shape;
import dev.graft.weights.Safetensors;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InferTest {
  /** More than one chunk of sixteen. */
  private static final int N = 19;

  @TempDir Path folder;
  private Path weights;
  private Path input;
  private Path output;

  @BeforeEach
  void write() {
    weights = folder.resolve("weights.safetensors");
    input = folder.resolve("x.npy");
    output = folder.resolve("y.npy");
    try (var model = Backbone.MOBILENET_V1_025.size(32).on("MXNet").untrained(1)) {
      Map<String, Tensor> all = new LinkedHashMap<>(model.weights().tensors());
      Safetensors.write(weights, StateDict.of(all), Map.of());
    }
    Npy.write(input, random(Shape.of(N, 3, 32, 32)));
  }

  private static Tensor random(Shape shape) {
    float[] values = new float[Math.toIntExact(shape.size())];
    Random random = new Random(1);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Tensor.of(shape, values);
  }

  private Run infer(String backbone, String... more) {
    String[] all = {
      "infer",
      "--backbone",
      backbone,
      "--weights",
      weights.toString(),
      "--input",
      input.toString(),
      "--output",
      output.toString()
    };
    String[] arguments = java.util.Arrays.copyOf(all, all.length + more.length);
    System.arraycopy(more, 0, arguments, all.length, more.length);
    return Run.of(arguments);
  }

  @EngineSource
  void aStageIsTheSameOnEveryEngine(String engine) {
    assertEquals(0, infer("mobilenet_v1_0.25", "--stage", "block2", "--engine", engine).status());
    Tensor y = Npy.read(output);
    assertEquals(Shape.of(N, 32, 8, 8), y.shape());
    Run run = infer("mobilenet_v1_0.25", "--stage", "block2", "--engine", Bodies.COMPILED);
    assertEquals(
        "mobilenet_v1_0.25:keras conv_pw_2_relu on compiled -> " + output + " (19, 32, 8, 8)\n",
        run.out());
    assertArrayEquals(Npy.read(output).toArray(), y.toArray(), 1e-4f);
  }

  /** As other frameworks have them: the class token first, then four patches, each a row. */
  @EngineSource
  void tokensAreRows(String engine) {
    try (var model = Backbone.VIT_TI_16.size(32).on(engine).untrained(1)) {
      Safetensors.write(weights, model.weights(), Map.of());
    }
    assertEquals(0, infer("vit_ti_16", "--stage", "block2", "--engine", engine).status());
    Tensor y = Npy.read(output);
    assertEquals(Shape.of(N, 5, 192), y.shape());
    infer("vit_ti_16", "--stage", "stem", "--engine", engine);
    Tensor stem = Npy.read(output);
    // the first token has seen nothing yet and is the same for all
    for (int channel = 0; channel < 192; channel++) {
      float first = stem.toArray()[channel];
      assertEquals(first, stem.toArray()[7 * 5 * 192 + channel], 1e-6);
    }
    infer("vit_ti_16", "--stage", "block2", "--engine", Bodies.COMPILED);
    assertArrayEquals(Npy.read(output).toArray(), y.toArray(), 1e-4f);
  }

  @Test
  void weightsWithoutClassifierGiveTheLastMap() {
    Run run = infer("MobileNet-v1-0.25", "--engine", "compiled");
    assertEquals(
        "mobilenet_v1_0.25:keras conv_pw_13_relu on compiled -> " + output + " (19, 256, 1, 1)\n",
        run.out());
    assertEquals(0, run.status());
  }

  @Test
  void weightsWithClassifierGiveLogits() {
    Map<String, Tensor> all =
        new LinkedHashMap<>(Backbone.MOBILENET_V1_025.size(32).weights(weights).tensors());
    all.put("conv_preds.weight", Tensor.filled(Shape.of(1000, 256), 0));
    all.put("conv_preds.bias", Tensor.filled(Shape.of(1000), 0.25f));
    weights = folder.resolve("whole.safetensors");
    Safetensors.write(weights, StateDict.of(all), Map.of());
    assertEquals(0, infer("mobilenet_v1_0.25", "--engine", "compiled").status());
    Tensor y = Npy.read(output);
    assertEquals(Shape.of(N, 1000), y.shape());
    assertEquals(0.25f, y.toArray()[N * 1000 - 1]);
  }

  @Test
  void wrongArgumentsAreOneLine() {
    assertEquals(
        new Run(
            2,
            "",
            "graft: no backbone \"vgg\"; there are "
                + Backbone.all().stream().map(Backbone::name).collect(Collectors.joining(", "))
                + "\n"),
        infer("vgg"));
    assertEquals(
        new Run(2, "", "graft: engine is \"jax\"; it must be MXNet or PyTorch\n"),
        infer("mobilenet_v1_0.25", "--engine", "jax"));
    Run stage = infer("mobilenet_v1_0.25", "--stage", "block99");
    assertEquals(2, stage.status());
    assertTrue(stage.err().startsWith("graft: no layer \"block99\"; "), stage.err());
    Npy.write(input, random(Shape.of(1, 32, 32, 3)));
    assertEquals(
        "graft: input is (1, 32, 32, 3), must be (N, 3, H, W) with H equal to W\n",
        infer("mobilenet_v1_0.25").err());
    Npy.write(input, random(Shape.of(1, 3, 32, 33)));
    assertEquals(
        "graft: input is (1, 3, 32, 33), must be (N, 3, H, W) with H equal to W\n",
        infer("mobilenet_v1_0.25").err());
  }

  @Test
  void aMissingOptionShowsTheUsage() {
    Run run = Run.of("infer", "--backbone", "mobilenet_v1_0.25");
    assertEquals(2, run.status());
    assertTrue(
        run.err().startsWith("Missing required options: '--input=<input>', '--output=<output>'"),
        run.err());
  }

  /** A file is read as of the weight set that the name asks for. */
  @Test
  void aWeightSetIsNamedAfterTheBackbone() {
    for (String name : List.of("efficientnet_lite0:timm-tf", "resnet18:timm-a1")) {
      try (var model = Backbone.named(name).size(32).on("MXNet").untrained(1)) {
        Safetensors.write(weights, model.weights(), Map.of());
      }
      Run run = infer(name, "--engine", Bodies.COMPILED);
      assertEquals(0, run.status(), run.err());
      assertTrue(run.out().startsWith(name + " "), run.out());
      assertEquals(N, Npy.read(output).shape().get(0));
    }
  }
}
