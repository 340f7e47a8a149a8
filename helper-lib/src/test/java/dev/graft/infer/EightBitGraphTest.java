package dev.graft.infer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.graft.backbone.EfficientNetLite;
import dev.graft.backbone.Pooling;
import dev.graft.backbone.ResNet;
import dev.graft.backbone.SmallTexts;
import dev.graft.data.Given;
import dev.graft.data.Inputs;
import dev.graft.graph.Cut;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Node;
import dev.graft.graph.Padding;
import dev.graft.graph.Shape;
import dev.graft.infer.Quantization.Range;
import dev.graft.reference.Published;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EightBitGraphTest {
  @TempDir private Path folder;

  @BeforeEach
  void demandRuntime() {
    assumeTrue(CompiledBody.available(), "onnx runtime has no native library here");
  }

  private static Set<String> names(Graph graph) {
    return graph.nodes().stream().map(Node::name).collect(Collectors.toSet());
  }

  private static Inputs noise(Graph graph, int count) {
    return Given.inputs(
        count,
        graph.shapes(graph.inputs()),
        (index, into) -> {
          Random random = new Random(index);
          while (into[0].hasRemaining()) {
            into[0].put((float) random.nextGaussian());
          }
        });
  }

  private static Quantization calibrated(Graph graph, StateDict weights) {
    return Calibrator.of(graph, weights, names(graph), noise(graph, 4), 4);
  }

  private static ModelProto parsed(byte[] model) throws InvalidProtocolBufferException {
    return ModelProto.parseFrom(model);
  }

  private static Map<String, Long> counts(ModelProto model) {
    return model.getGraph().getNodeList().stream()
        .collect(Collectors.groupingBy(NodeProto::getOpType, Collectors.counting()));
  }

  /** What ONNX Runtime makes of a model before it runs it. */
  private Map<String, Long> fused(byte[] model) throws OrtException, IOException {
    Path file = folder.resolve("fused.onnx");
    try (var options = OnnxSession.options(1)) {
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.EXTENDED_OPT);
      options.setOptimizedModelFilePath(file.toString());
      OnnxRuntime.environment().createSession(model, options).close();
    }
    return counts(parsed(Files.readAllBytes(file)));
  }

  @Test
  void convolutionsAndSumsComputeInWholeNumbers() throws OrtException, IOException {
    Graph graph = EfficientNetLite.lite0(32, 4).until("block3");
    StateDict weights = RandomWeights.of(graph, 1);
    Quantization all = calibrated(graph, weights).leaving(Set.of());
    byte[] model = OnnxExport.bytes(graph, weights, Map.of(), Optional.of(all));
    long convolutions = all.products().size();
    assertTrue(convolutions > 10, all.toString());
    assertTrue(counts(parsed(model)).get("QuantizeLinear") > convolutions);
    Map<String, Long> fused = fused(model);
    assertEquals(convolutions, fused.get("QLinearConv"), fused.toString());
    assertEquals(2, fused.get("QLinearAdd"), fused.toString());
    assertEquals(1, fused.get("DequantizeLinear"), fused.toString());
    assertEquals(null, fused.get("Clip"), fused.toString());
    assertArrayEquals(
        model,
        OnnxExport.bytes(
            graph, weights, Map.of(), Optional.of(calibrated(graph, weights).leaving(Set.of()))),
        "the same inputs give the same bytes");
  }

  /** A rectifier vanishes in the steps of what it gives, a maximum is taken of whole numbers. */
  @Test
  void residualsAndMaximaComputeInWholeNumbers() throws OrtException, IOException {
    Graph graph = ResNet.of(18, 32, 4).until("block1");
    StateDict weights = RandomWeights.of(graph, 1);
    Quantization all = calibrated(graph, weights).leaving(Set.of());
    Map<String, Long> fused = fused(OnnxExport.bytes(graph, weights, Map.of(), Optional.of(all)));
    assertEquals(5, fused.get("QLinearConv"), fused.toString());
    assertEquals(2, fused.get("QLinearAdd"), fused.toString());
    assertEquals(1, fused.get("DequantizeLinear"), fused.toString());
    assertEquals(null, fused.get("Relu"), fused.toString());
  }

  @Test
  void productsOfTokensComputeInWholeNumbers() throws OrtException, IOException {
    SmallTexts.Network bert = SmallTexts.Network.BERT;
    Graph graph = bert.classifier(Pooling.MEAN, 7).until("block1");
    StateDict weights = bert.weights(graph);
    Inputs texts =
        Given.inputs(
            6,
            List.of(Shape.of(1, 7), Shape.of(1, 7)),
            (index, into) -> {
              for (int i = 0; i < 7; i++) {
                into[0].put((index * 31 + i * 7) % 61);
                into[1].put(i < 2 + index ? 1 : 0);
              }
            });
    Quantization all = Calibrator.of(graph, weights, names(graph), texts, 6).leaving(Set.of());
    byte[] model = OnnxExport.bytes(graph, weights, Map.of(), Optional.of(all));
    Map<String, Long> fused = fused(model);
    assertEquals(all.products().size(), fused.get("MatMulIntegerToFloat"), fused.toString());
    assertTrue(all.products().size() >= 4, all.toString());
  }

  /** x·w + b of whole numbers, computed by hand; another channel's weights are all but nothing. */
  @Test
  void theNumbersAreThose() {
    Graph graph =
        GraphBuilder.input("one", 2, 1, 1).biasedConv("mix", 2, 1, 1, Padding.NONE).build();
    StateDict weights =
        StateDict.of(
            Map.of(
                "mix.weight",
                Tensor.of(Shape.of(2, 2, 1, 1), 0.5f, -1.27f, 1e-30f, 0),
                "mix.bias",
                Tensor.of(Shape.of(2), 0.1f, 3)));
    String in = graph.inputs().get(0);
    var int8 =
        new Quantization(
            Map.of(in, new Range(-1, 1.55f), "mix", new Range(-2.55f, 5.1f)),
            names(graph),
            Set.of("mix"),
            Set.of(),
            0);
    FloatBuffer x = Direct.of(1, graph.inputShape());
    x.put(0, 1.007f).put(1, 0.303f);
    try (var body = CompiledBody.compile(graph, weights, Optional.of(int8))) {
      float[] y = Direct.run(body, x, 1);
      // steps of 0.01: 1.01 and 0.30; weights 0.50 and -1.27 exactly; bias 0.1; steps of 0.03
      double exact = 1.01 * 0.5 - 0.30 * 1.27 + 0.1;
      assertEquals(Math.rint(exact / 0.03) * 0.03, y[0], 1e-5);
      assertEquals(3, y[1], 1e-4, "a bias of a channel without weights is kept");
    }
  }

  /**
   * The largest weight times the largest number, 64 times with one sign: sums of two in 16 bits
   * would overflow with 8 bits, which Graft's sessions avoid, and do not with 7, as files have.
   */
  @Test
  void sumsDoNotOverflow() throws IOException {
    Graph graph =
        GraphBuilder.input("many", 64, 4, 4).biasedConv("sum", 64, 1, 1, Padding.NONE).build();
    float[] ones = new float[64 * 64];
    java.util.Arrays.fill(ones, 1);
    StateDict weights =
        StateDict.of(
            Map.of(
                "sum.weight",
                Tensor.of(Shape.of(64, 64, 1, 1), ones),
                "sum.bias",
                Tensor.filled(Shape.of(64), 0)));
    var int8 =
        new Quantization(
            Map.of(graph.inputs().get(0), new Range(0, 1), "sum", new Range(0, 64)),
            names(graph),
            Set.of("sum"),
            Set.of(),
            0);
    FloatBuffer x = Direct.of(1, graph.inputShape());
    for (int i = 0; i < x.capacity(); i++) {
      x.put(i, 1);
    }
    try (var body = CompiledBody.compile(graph, weights, Optional.of(int8))) {
      for (float y : Direct.run(body, x, 1)) {
        assertEquals(64, y, 1e-4);
      }
    }
    OnnxExport.Rewriting seven =
        (written, layers) -> EightBitGraph.of(written, layers, int8, WeightBits.SEVEN);
    byte[] model = OnnxExport.bytes(graph, weights, Map.of(), seven);
    assertTrue(largest(model, "sum/int8/weight/numbers") <= 63);
    Path file = Files.write(folder.resolve("sum.onnx"), model);
    for (float y : OnnxRun.floats(file, x, 1, 64, 4, 4)) {
      assertEquals(64, y, 1e-4);
    }
  }

  /** Cut behind a block, where a sum reads what comes from before: the same steps on both sides. */
  @Test
  void twoPartsComputeWhatTheWholeDoes() {
    Graph graph = EfficientNetLite.lite0(32, 4).until("block3");
    StateDict weights = RandomWeights.of(graph, 1);
    Optional<Quantization> int8 = Optional.of(calibrated(graph, weights).leaving(Set.of()));
    Graph first = graph.until("block2.1");
    Graph second = graph.after(new Cut(first.outputs()));
    FloatBuffer x = Direct.noise(2, graph.inputShape(), 7);
    try (var whole = CompiledBody.compile(graph, weights, int8);
        var one = CompiledBody.compile(first, weights, int8);
        var other = CompiledBody.compile(second, weights, int8)) {
      FloatBuffer between = FloatBuffer.wrap(Direct.run(one, x, 2));
      FloatBuffer direct = Direct.of(2, first.outputShape());
      direct.put(0, between, 0, between.capacity());
      assertArrayEquals(Direct.run(whole, x, 2), Direct.run(other, direct, 2));
    }
  }

  private static int largest(byte[] model, String constant) throws IOException {
    for (TensorProto tensor : parsed(model).getGraph().getInitializerList()) {
      if (tensor.getName().equals(constant)) {
        byte[] numbers = tensor.getRawData().toByteArray();
        return java.util.stream.IntStream.range(0, numbers.length)
            .map(i -> Math.abs(numbers[i]))
            .max()
            .orElseThrow();
      }
    }
    throw new AssertionError("no constant " + constant);
  }

  @Test
  void weightsStandAsBytes() throws InvalidProtocolBufferException {
    Graph graph = EfficientNetLite.lite0(32, 4).until("block1");
    StateDict weights = RandomWeights.of(graph, 1);
    Quantization some = calibrated(graph, weights).leaving(Set.of("conv_stem"));
    ModelProto model = parsed(OnnxExport.bytes(graph, weights, Map.of(), Optional.of(some)));
    Map<String, Integer> types =
        model.getGraph().getInitializerList().stream()
            .collect(Collectors.toMap(TensorProto::getName, TensorProto::getDataType));
    assertEquals(TensorProto.DataType.FLOAT.getNumber(), types.get("conv_stem.weight"));
    assertEquals(
        TensorProto.DataType.INT8.getNumber(), types.get("blocks.0.0.conv_pw/int8/weight/numbers"));
    assertEquals(
        TensorProto.DataType.INT32.getNumber(), types.get("blocks.0.0.conv_pw/int8/bias/numbers"));
    assertEquals(null, types.get("blocks.0.0.conv_pw.weight"));
  }

  @Test
  void pythonAcceptsTheFile() throws IOException {
    assumeTrue(
        Published.python("-c", "import onnx, onnxruntime; print('ok')").strip().equals("ok"),
        "this Python has no onnx and onnxruntime; see src/test/python/requirements.txt");
    Graph graph = EfficientNetLite.lite0(32, 4).until("block3");
    StateDict weights = RandomWeights.of(graph, 1);
    Optional<Quantization> int8 = Optional.of(calibrated(graph, weights));
    Path file = folder.resolve("int8.onnx");
    Files.write(file, OnnxExport.bytes(graph, weights, Map.of(), int8));
    Path out = folder.resolve("out.f32");
    String said =
        Published.python("src/test/python/check_onnx.py", file.toString(), "2", out.toString());
    assertTrue(said.startsWith("17 input"), said);
    FloatBuffer in = dev.graft.reference.Recording.sine(Direct.of(2, graph.inputShape()));
    FloatBuffer python =
        java.nio.ByteBuffer.wrap(Files.readAllBytes(out))
            .order(java.nio.ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer();
    try (var body = CompiledBody.compile(graph, weights, int8)) {
      float[] java = Direct.run(body, in, 2);
      assertEquals(java.length, python.remaining());
      int same = 0;
      for (int i = 0; i < java.length; i++) {
        same += Math.abs(java[i] - python.get(i)) < 1e-4 ? 1 : 0;
      }
      assertTrue(same > 0.999 * java.length, same + " of " + java.length + " values agree");
    }
  }
}
