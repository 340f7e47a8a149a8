package dev.graft.infer;

import static dev.graft.graph.AveragePool.Border.COUNTED;
import static dev.graft.graph.AveragePool.Border.LEFT_OUT;
import static dev.graft.graph.BatchNorm.Scale.ONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.graft.graph.Activation.Function;
import dev.graft.graph.AveragePool;
import dev.graft.graph.BatchNorm;
import dev.graft.graph.Conv;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.LayerNorm;
import dev.graft.graph.LayerScale;
import dev.graft.graph.MaxPool;
import dev.graft.graph.Padding;
import dev.graft.graph.Shape;
import dev.graft.weights.StateDict;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CompiledBodyTest {
  private static final Padding LAST = new Padding(0, 0, 1, 1);

  @BeforeAll
  static void runtime() {
    assumeTrue(CompiledBody.available(), "onnx runtime has no native library here");
  }

  static Stream<Graph> graphs() {
    return Stream.of(
        start("asymmetric").conv("c", 8, 3, 2, LAST).build(),
        start("uneven").conv("c", 5, 5, 2, new Padding(1, 2, 3, 0)).build(),
        start("depthwise").depthwise("dw", 5, 2, new Padding(1, 1, 2, 2)).build(),
        start("folded").conv("c", 8, 3, 1, Padding.all(1)).batchNorm("bn", 1e-3).build(),
        start("folded depthwise").depthwise("dw", 3, 2, LAST).batchNorm("bn", 0.5).build(),
        start("unfoldable, first").batchNorm("bn", 1e-3).conv("c", 4, 1, 1, LAST).build(),
        shared(),
        residual(),
        start("max pool, padded").maxPool("m", 3, 2, 1).build(),
        start("max pool, row left out").maxPool("m", 2, 2, 0).maxPool("n", 3, 2, 0).build(),
        start("adaptive average").adaptiveAveragePool("a", 7).flatten("f").build(),
        start("adaptive average of few pixels").adaptiveAveragePool("a", 12).build(),
        excited(),
        start("biased").biasedConv("c", 4, 3, 1, LAST).batchNorm("bn", 1e-3).relu("r").build(),
        start("flatten").conv("c", 2, 3, 2, LAST).flatten("f").linear("fc", 7).build(),
        start("pooled").globalAveragePool("p").dropout("d", 0.5).linear("fc", 2).build(),
        start("ends in dropout").globalAveragePool("p").dropout("d", 0.5).build(),
        start("max pool, unevenly padded").then("m", new MaxPool(3, 2, LAST)).build(),
        start("average, zeros counted").then("a", new AveragePool(3, 1, 1, COUNTED)).build(),
        start("average, border left out").then("a", new AveragePool(3, 2, 1, LEFT_OUT)).build(),
        start("a row")
            .then("c", new Conv(3, 4, 1, 7, 1, new Padding(0, 3, 0, 3), 1, false))
            .build(),
        start("a column").then("c", new Conv(3, 4, 3, 1, 1, Padding.NONE, 1, true)).build(),
        branches(),
        start("unscaled").pointwise("c", 4).then("bn", new BatchNorm(4, 0.1, ONE)).build(),
        start("unscaled, first").then("bn", new BatchNorm(3, 0.1, ONE)).build(),
        start("layer norm").pointwise("c", 8).then("ln", new LayerNorm(8, 1e-2)).build(),
        start("layer norm of a vector").flatten("f").then("ln", new LayerNorm(270, 1e-6)).build(),
        start("pixels").linear("fc", 5).then("scaled", new LayerScale(5)).build());
  }

  private static Graph branches() {
    var net = start("branches").pointwise("one", 2).from("input").pointwise("two", 5).relu("r");
    return net.concat("cat", List.of("r", "input", "one")).build();
  }

  private static GraphBuilder start(String name) {
    return GraphBuilder.input(name, 3, 9, 10);
  }

  /** The convolution feeds an addition too, so its normalization must stay. */
  private static Graph shared() {
    var net = start("unfoldable, shared").conv("c", 8, 3, 1, Padding.all(1));
    return net.batchNorm("bn", 1e-3).add("sum", "c").build();
  }

  /** Squeeze and excitation. */
  private static Graph excited() {
    var net = start("excited").conv("c", 8, 3, 2, LAST).activation("act", Function.SILU);
    net.adaptiveAveragePool("mean", 1).biasedConv("reduce", 2, 1, 1, Padding.NONE).relu("r");
    net.biasedConv("expand", 8, 1, 1, Padding.NONE).activation("gate", Function.SIGMOID);
    return net.scale("scale", "act").pointwise("pw", 4).build();
  }

  private static Graph residual() {
    var net = start("residual").conv("c", 8, 3, 2, LAST).batchNorm("bn", 1e-3).relu6("act");
    net.pointwise("pw", 8).batchNorm("bn2", 1e-3).add("sum", "act").relu6("out");
    return net.build();
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void agreesWithTheDefinition(Graph graph) {
    assertAgrees(graph, 3);
  }

  @ParameterizedTest
  @EnumSource(
      value = Function.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"LOG", "SQRT"}) // of negative numbers there is neither; ArrayOpGradientTest has both
  void knowsEveryActivation(Function function) {
    assertAgrees(start("activation").activation("a", function).build(), 7);
  }

  private static void assertAgrees(Graph graph, double spread) {
    StateDict weights = RandomWeights.of(graph, 42);
    FloatBuffer in = Direct.noise(3, graph.inputShape(), 7);
    for (int i = 0; i < in.capacity(); i++) {
      in.put(i, (float) (in.get(i) * spread));
    }
    float[] got;
    try (var body = CompiledBody.compile(graph, weights)) {
      got = Direct.run(body, in, 3);
    }
    int size = got.length / 3;
    for (int n = 0; n < 3; n++) {
      double[] image = new double[(int) graph.inputShape().size()];
      for (int i = 0; i < image.length; i++) {
        image[i] = in.get(n * image.length + i);
      }
      double[] expected = new NaiveNetwork(graph, weights).run(image);
      for (int i = 0; i < size; i++) {
        assertEquals(
            expected[i],
            got[n * size + i],
            1e-5 * Math.max(1, Math.abs(expected[i])),
            graph.name() + ", image " + n + ", element " + i);
      }
    }
  }

  @Test
  void aSliceRunsFromItsCutOn() {
    Graph whole = residual();
    StateDict weights = RandomWeights.of(whole, 1);
    FloatBuffer in = Direct.noise(2, whole.inputShape(), 2);
    try (var both = CompiledBody.compile(whole, weights);
        var first = CompiledBody.compile(whole.until("act"), weights);
        var second = CompiledBody.compile(whole.after("act"), weights)) {
      assertEquals(Shape.of(8, 4, 5), first.outputShape());
      assertEquals(first.outputShape(), second.inputShape());
      FloatBuffer middle = Direct.of(2, first.outputShape());
      first.run(in, 2, middle);
      float[] expected = Direct.run(both, in, 2);
      float[] got = Direct.run(second, middle, 2);
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], got[i], 1e-5);
      }
    }
  }

  @Test
  void readsAndWritesAtThePositionsAndLeavesThem() {
    Graph graph = start("copy").globalAveragePool("p").build();
    try (var body = CompiledBody.compile(graph, StateDict.of(Map.of()))) {
      FloatBuffer in = Direct.noise(3, graph.inputShape(), 5).position(270);
      FloatBuffer out = Direct.of(3, graph.outputShape()).position(6);
      body.run(in, 1, out);
      assertEquals(270, in.position());
      assertEquals(6, out.position());
      assertEquals(0f, out.get(5), "before the position nothing is written");
      float[] second = Direct.run(body, in, 1);
      assertEquals(second[0], out.get(6));
    }
  }

  @Test
  void namesItsDevice() {
    Graph graph = start("net").relu6("a").build();
    try (var body = CompiledBody.compile(graph, StateDict.of(Map.of()), 1)) {
      assertEquals(true, body.device().matches("cpu|cuda:0"), body.device());
    }
  }

  @Test
  void rejectsWhatItCannotRun() {
    Graph graph = start("net").relu6("a").build();
    var none = StateDict.of(Map.of());
    assertText("thread count is 0, must be at least 1", () -> CompiledBody.compile(graph, none, 0));
    var body = CompiledBody.compile(graph, none);
    FloatBuffer in = Direct.of(2, graph.inputShape());
    assertText("batch has 0 images, needs at least 1", () -> body.run(in, 0, in));
    assertText("in has 540 floats, 3 × (3, 9, 10) needs 810", () -> body.run(in, 3, in));
    assertText(
        "out must be a direct buffer in native byte order",
        () -> body.run(in, 1, FloatBuffer.allocate(270)));
    body.close();
    body.close();
    var closed = assertThrows(IllegalStateException.class, () -> body.run(in, 1, in));
    assertEquals("compiled body of net (3, 9, 10) -> (3, 9, 10) is closed", closed.getMessage());
  }

  private static void assertText(String text, Executable executable) {
    assertEquals(text, assertThrows(IllegalArgumentException.class, executable).getMessage());
  }
}
