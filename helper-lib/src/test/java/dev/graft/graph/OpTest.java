package dev.graft.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.graft.graph.AveragePool.Border;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What each op makes of a shape, and the tensors that it asks for. */
class OpTest {
  private static final Shape MAP = Shape.of(4, 9, 6);

  private static List<String> parameters(Op op) {
    return op.parameters().stream()
        .map(p -> p.name() + " " + p.shape() + (p.learned() ? "" : " stays"))
        .toList();
  }

  @Test
  void aGroupedConvolutionReadsAShareOfItsChannels() {
    var conv = new Conv(12, 8, 3, 5, 2, new Padding(1, 2, 1, 2), 4, true);
    assertEquals(Shape.of(8, 5, 3), conv.output(List.of(Shape.of(12, 9, 6))));
    assertEquals(List.of("weight (8, 3, 3, 5)", "bias (8)"), parameters(conv));
  }

  @Test
  void poolsSlide() {
    assertEquals(Shape.of(4, 4, 2), new MaxPool(3, 2, Padding.NONE).output(List.of(MAP)));
    assertEquals(Shape.of(4, 5, 3), new AveragePool(3, 2, 1, Border.COUNTED).output(List.of(MAP)));
    assertEquals(Shape.of(4, 3, 3), new AdaptiveAveragePool(3).output(List.of(MAP)));
    assertEquals(Shape.of(4), new GlobalAveragePool().output(List.of(MAP)));
    assertEquals(Shape.of(216), new Flatten().output(List.of(MAP)));
  }

  /**
   * Windows of 3 at stride 2 over 5 × 4 with a border of 1: the first row has 2 of 3 within, the
   * next 3, the last 2; columns 2 and 3, since the last window begins at 1 and ends at 4.
   */
  @Test
  void anAverageLeavesTheBorderOut() {
    var pool = new AveragePool(3, 2, 1, Border.LEFT_OUT);
    float[] factors = pool.leavingOut(Shape.of(7, 5, 4));
    float[] expected = {9 / 4f, 9 / 6f, 9 / 6f, 9 / 9f, 9 / 4f, 9 / 6f};
    assertArrayEquals(expected, factors);
    float[] whole = new AveragePool(2, 2, 0, Border.LEFT_OUT).leavingOut(Shape.of(1, 4, 4));
    assertArrayEquals(new float[] {1, 1, 1, 1}, whole);
    float[] even = new AveragePool(2, 2, 1, Border.LEFT_OUT).leavingOut(Shape.of(1, 4, 2));
    assertArrayEquals(new float[] {4, 4, 2, 2, 4, 4}, even);
  }

  /** Of 3 rows into 2 the middle one is in both, of 2 columns into 2 each is its own. */
  @Test
  void anAdaptiveAverageIsAMatrix() {
    float[] matrix = new AdaptiveAveragePool(2).matrix(3, 2);
    float[] expected = {
      0.5f, 0, 0, 0, //
      0, 0.5f, 0, 0, //
      0.5f, 0, 0.5f, 0, //
      0, 0.5f, 0, 0.5f, //
      0, 0, 0.5f, 0, //
      0, 0, 0, 0.5f
    };
    assertArrayEquals(expected, matrix);
    float[] wide = new AdaptiveAveragePool(1).matrix(1, 4);
    assertArrayEquals(new float[] {0.25f, 0.25f, 0.25f, 0.25f}, wide);
  }

  @Test
  void concatAddsUpChannels() {
    assertEquals(
        Shape.of(9, 2, 3),
        new Concat().output(List.of(Shape.of(4, 2, 3), Shape.of(3, 2, 3), Shape.of(2, 2, 3))));
  }

  @Test
  void normalizationsKeepTheShapeAndNameTheirTensors() {
    assertEquals(MAP, new LayerNorm(4, 1e-6).output(List.of(MAP)));
    assertEquals(List.of("weight (4)", "bias (4)"), parameters(new LayerNorm(4, 1e-6)));
    assertEquals(MAP, new BatchNorm(4, 1e-3).output(List.of(MAP)));
    assertEquals(
        List.of("weight (4)", "bias (4)", "running_mean (4) stays", "running_var (4) stays"),
        parameters(new BatchNorm(4, 1e-3)));
    assertEquals(
        List.of("bias (4)", "running_mean (4) stays", "running_var (4) stays"),
        parameters(new BatchNorm(4, 1e-3, BatchNorm.Scale.ONE)));
    assertEquals(MAP, new LayerScale(4).output(List.of(MAP)));
    assertEquals(List.of("layer_scale (4, 1, 1)"), parameters(new LayerScale(4)));
  }

  @Test
  void opaqueModelsTakeTheirShapeAlone() {
    Shape in = Shape.of(3, 8, 8);
    Shape out = Shape.of(5);
    Op onnx = new OnnxModel(in, out, 7, Binary.of(new byte[] {1, 2}));
    Op djl = new DjlModel(in, out, 7, "MXNet", Binary.of(new byte[] {1, 2}));
    for (Op op : List.of(onnx, djl)) {
      assertEquals(out, op.output(List.of(in)));
      assertEquals(List.of("sha256 (32) stays"), parameters(op));
    }
    assertEquals(
        "an ONNX model takes (3, 8, 8), its input is (4, 9, 6)",
        assertThrows(IllegalArgumentException.class, () -> onnx.output(List.of(MAP))).getMessage());
    assertEquals(
        "a DJL model takes (3, 8, 8), its input is (4, 9, 6)",
        assertThrows(IllegalArgumentException.class, () -> djl.output(List.of(MAP))).getMessage());
  }

  @Test
  void bytesAreCopiedAndCompared() {
    byte[] bytes = {1, 2, 3};
    Binary binary = Binary.of(bytes);
    bytes[0] = 9;
    binary.toArray()[1] = 9;
    assertArrayEquals(new byte[] {1, 2, 3}, binary.toArray());
    assertEquals(Binary.of(new byte[] {1, 2, 3}), binary);
    assertEquals(Binary.of(new byte[] {1, 2, 3}).hashCode(), binary.hashCode());
    assertNotEquals(Binary.of(new byte[] {1, 2}).hashCode(), binary.hashCode());
    assertNotEquals(Binary.of(new byte[] {1, 2}), binary);
    assertNotEquals("3 bytes", binary);
    assertEquals("3 bytes", binary.toString());
  }

  @Test
  void shapesAreReadInSeveralWays() {
    assertEquals(3, MAP.rank());
    assertEquals(216, MAP.size());
    assertArrayEquals(new long[] {4, 9, 6}, MAP.toArray());
    assertArrayEquals(new long[] {2, 4, 9, 6}, MAP.batch(2));
    assertThrows(ArithmeticException.class, () -> Shape.of(1 << 30, 1 << 30, 1 << 30).size());
    assertEquals(1, Shape.of(1).size());
  }

  @Test
  void aGroupIsWhatStandsBeforeTheDot() {
    List<String> nodes = List.of("a");
    assertEquals("block2", new Stage("block2.1", Stage.Kind.BLOCK, nodes).group());
    assertEquals("stem", new Stage("stem", Stage.Kind.PLAIN, nodes).group());
    assertEquals("", new Stage(".1", Stage.Kind.PLAIN, nodes).group());
  }

  /** Every word gives the builder back, so that they chain. */
  @Test
  void wordsOfTheBuilderChain() {
    Graph graph =
        GraphBuilder.input("net", 2, 8, 8)
            .biasedConv("a", 4, 3, 1, Padding.all(1))
            .stage("stem")
            .maxPool("b", 2, 2, 0)
            .block("block1")
            .maxPool("c", 1, 1, Padding.NONE)
            .concat("d", List.of("b", "c"))
            .adaptiveAveragePool("mean", 1)
            .scale("e", "d")
            .stage("block2")
            .flatten("f")
            .linear("g", 3)
            .head();
    assertEquals("net (2, 8, 8) -> (3)", graph.toString());
    assertEquals(
        List.of("stem PLAIN", "block1 BLOCK", "block2 PLAIN", "head HEAD"),
        graph.stages().stream().map(s -> s.name() + " " + s.kind()).toList());
    assertEquals(List.of("a.weight", "a.bias", "g.weight", "g.bias"), names(graph));
  }

  private static List<String> names(Graph graph) {
    return List.copyOf(graph.parameters().keySet());
  }

  @Test
  void tokensAreChannelsThenOnePosition() {
    Shape tokens = new Tokens().output(List.of(MAP));
    assertEquals(Shape.of(4, 54), tokens);
    assertEquals(Shape.of(4, 56), new Prefix(4, 2).output(List.of(tokens)));
    assertEquals(List.of(" (1, 2, 4)"), parameters(new Prefix(4, 2)));
    assertEquals(tokens, new Position(4, 54).output(List.of(tokens)));
    assertEquals(List.of(" (1, 54, 4)"), parameters(new Position(4, 54)));
    assertEquals(Shape.of(7, 54), new Linear(4, 7).output(List.of(tokens)));
    assertEquals(Shape.of(4), new TokenMean(1, 54).output(List.of(tokens)));
    assertEquals(Shape.of(4), new GlobalAveragePool().output(List.of(tokens)));
    assertEquals(Shape.of(8, 54), new Concat().output(List.of(tokens, tokens)));
    assertEquals(Shape.of(6), new Concat().output(List.of(Shape.of(4), Shape.of(2))));
    assertEquals(tokens, new Position(4, 60).output(List.of(tokens)));
    assertEquals(tokens, new Segment(4, 2).output(List.of(tokens)));
    assertEquals(List.of("weight (2, 4)"), parameters(new Segment(4, 2)));
    Shape mask = Shape.of(1, 54);
    assertEquals(Shape.of(4), new TokenMean(0, 54).output(List.of(tokens, mask)));
    assertEquals(tokens, new Embedding(9, 4).output(List.of(mask)));
    assertEquals(List.of("weight (9, 4)"), parameters(new Embedding(9, 4)));
    assertEquals(Shape.of(4), new UnitLength().output(List.of(Shape.of(4))));
    assertEquals(Shape.of(9), new NearestRows(4, 9, 2).output(List.of(Shape.of(4))));
    assertEquals(List.of("rows (9, 4) stays"), parameters(new NearestRows(4, 9, 2)));
    assertEquals(tokens, new Attention(2).output(List.of(Shape.of(12, 54), mask)));
  }

  @Test
  void windowsLeaveTheMapAsLargeAsItIs() {
    WindowAttention attention = new WindowAttention(4, 2, 7, 3);
    assertEquals(MAP, attention.output(List.of(MAP)));
    assertEquals(
        List.of("qkv.weight (12, 4)", "qkv.bias (12)", "relative_position_bias_table (169, 2)"),
        parameters(attention));
    assertEquals(Shape.of(16, 5, 3), new PatchMerging().output(List.of(MAP)));
    assertRefused(
        "window attention reads (5, 6, 9), must be (4, H, W)", attention, Shape.of(5, 6, 9));
    assertRefused(
        "patches are merged in a map, (C, H, W), not in (4, 54)",
        new PatchMerging(),
        Shape.of(4, 54));
    assertEquals(
        "windows of 4 pixels are shifted by 4, must be less",
        assertThrows(IllegalArgumentException.class, () -> new WindowAttention(4, 2, 4, 4))
            .getMessage());
    assertEquals(
        "4 channels cannot be divided by 3 heads",
        assertThrows(IllegalArgumentException.class, () -> new WindowAttention(4, 3, 4, 0))
            .getMessage());
  }

  private static void assertRefused(String message, Op op, Shape... inputs) {
    var e = assertThrows(IllegalArgumentException.class, () -> op.output(List.of(inputs)));
    assertEquals(message, e.getMessage());
  }

  @Test
  void whatTokensDoNotFitIsRefused() {
    assertRefused(
        "cannot add positions (4, 50) to (4, 54): channels must be equal, tokens no more",
        new Position(4, 50),
        Shape.of(4, 54));
    assertRefused(
        "attention reads (12, 54), must be (3·C, T) with C divided by 3 heads",
        new Attention(3),
        Shape.of(12, 54));
    assertRefused(
        "attention reads (12, 6, 9), must be (3·C, T) with C divided by 2 heads",
        new Attention(2),
        Shape.of(12, 6, 9));
    assertRefused(
        "attention's mask is (1, 53), must be (1, 54)",
        new Attention(2),
        Shape.of(12, 54),
        Shape.of(1, 53));
    assertRefused(
        "cannot average tokens 1 to 55 of (4, 54)", new TokenMean(1, 55), Shape.of(4, 54));
    assertRefused("cannot average tokens 1 to 1 of (4, 54)", new TokenMean(1, 1), Shape.of(4, 54));
    assertRefused(
        "mean's mask is (1, 53), must be (1, 54)",
        new TokenMean(0, 54),
        Shape.of(4, 54),
        Shape.of(1, 53));
    assertRefused(
        "embedding reads (3, 54), must be ids (1, T)", new Embedding(9, 4), Shape.of(3, 54));
    assertRefused(
        "cannot add a segment of 4 channels to (5, 54)", new Segment(4, 2), Shape.of(5, 54));
    assertRefused(
        "rows of 4 values are compared with (5): must be (4)",
        new NearestRows(4, 9, 2),
        Shape.of(5));
    assertEquals(
        "nearest is 10 of 9 rows, must be 1 to 9",
        assertThrows(IllegalArgumentException.class, () -> new NearestRows(4, 9, 10)).getMessage());
    assertRefused("unit length is of a vector, not of (4, 54)", new UnitLength(), Shape.of(4, 54));
    assertEquals(
        "embedding has 16777217 vectors, must have 1 to 16777216",
        assertThrows(IllegalArgumentException.class, () -> new Embedding(16777217, 4))
            .getMessage());
    assertRefused(
        "cannot concat (4, 54) and (4, 53): positions must be equal",
        new Concat(),
        Shape.of(4, 54),
        Shape.of(4, 53));
  }
}
