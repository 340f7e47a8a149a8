package dev.graft.infer.gate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.graft.weights.GraftHome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How large a model's values will be is told before it runs; image {@code x} is (2, 3, 8, 8). */
class OnnxEstimateTest {
  private static final OnnxLimit LIMIT = new OnnxLimit(256);

  private final OnnxDrawing graph = new OnnxDrawing();
  private String last = "x";

  private OnnxEstimateTest then(String op, List<String> more, AttributeProto... attributes) {
    String output = last + "'";
    var inputs = new java.util.ArrayList<>(List.of(last));
    inputs.addAll(more);
    graph.node(op, output, inputs, attributes);
    last = output;
    return this;
  }

  private OnnxEstimateTest then(String op, AttributeProto... attributes) {
    return then(op, List.of(), attributes);
  }

  private String weights(String name, Integer... shape) {
    int[] dims = List.of(shape).stream().mapToInt(d -> d).toArray();
    return graph.ones(name, dims);
  }

  private ModelProto model() {
    return ModelProto.newBuilder()
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
        .setGraph(graph.from(last))
        .build();
  }

  private void gives(long... dims) {
    assertArrayEquals(dims, OnnxEstimate.require(model(), 2, LIMIT));
  }

  private String refusal() {
    ModelProto model = model();
    return assertThrows(IllegalArgumentException.class, () -> OnnxEstimate.require(model, 2, LIMIT))
        .getMessage();
  }

  private void isTooMuch(String start) {
    String said = refusal();
    assertTrue(said.startsWith(start), said);
    assertTrue(said.contains("; if you trust the file, set GRAFT_ONNX_MIB="), said);
  }

  @Test
  void windows() {
    String w = weights("w", 5, 3, 3, 3);
    then("Conv", List.of(w), OnnxDrawing.integers("strides", 2, 2)).gives(2, 5, 3, 3);
  }

  @Test
  void shapesThatAreComputed() {
    then("Shape");
    String batch = "batch";
    graph.node("Gather", batch, List.of(last, graph.whole("zero", 0)));
    graph.node(
        "Concat", "to", List.of(batch, graph.whole("rest", -1)), OnnxDrawing.integer("axis", 0));
    last = "x";
    graph.node("Reshape", "flat", List.of("x", "to"));
    last = "flat";
    gives(2, 192);
  }

  @Test
  void whatOnlyRunningWouldTell() {
    then("ReduceMax", OnnxDrawing.integers("axes", 0, 1, 2), OnnxDrawing.integer("keepdims", 0))
        .then("Cast", OnnxDrawing.integer("to", DataType.INT64.getNumber()))
        .then("ConstantOfShape");
    assertEquals(
        "node \"x'''\" (ConstantOfShape): how large its output is hangs on what is computed; export"
            + " the model for a fixed size",
        refusal());
  }

  @Test
  void operatorsThatAreNotListed() {
    then("NonMaxSuppression");
    assertEquals(
        "node \"x'\" (NonMaxSuppression): this operator is not run; cut the model before it with"
            + " output(name)",
        refusal());
  }

  @Test
  void expandTileAndPad() {
    then("Expand", List.of(graph.whole("to", 1_000_000, 1, 1, 8, 8, 1)));
    assertEquals(
        "node \"x'\" (Expand): shapes [2, 3, 8, 8] and [1000000, 1, 1, 8, 8, 1] do not go together",
        refusal());
  }

  @Test
  void expanded() {
    then("Expand", List.of(graph.whole("to", 1_000_000, 1, 1, 1, 1)))
        .isTooMuch("node \"x'\" (Expand) makes FLOAT of [1000000, 2, 3, 8, 8]: 2 images");
  }

  @Test
  void tiled() {
    then("Tile", List.of(graph.whole("by", 1, 1, 4000, 4000)))
        .isTooMuch("node \"x'\" (Tile) makes FLOAT of [2, 3, 32000, 32000]: 2 images");
  }

  @Test
  void padded() {
    then("Pad", List.of(graph.whole("by", 0, 0, 0, 0, 0, 0, 50_000, 50_000)))
        .isTooMuch("node \"x'\" (Pad) makes FLOAT of [2, 3, 50008, 50008]: 2 images");
  }

  @Test
  void resized() {
    graph.vector("scales", 1, 1, 5000, 5000);
    then("Resize", List.of("", "scales"))
        .isTooMuch("node \"x'\" (Resize) makes FLOAT of [2, 3, 40000, 40000]: 2 images");
  }

  @Test
  void range() {
    graph.scalar("from", 0);
    graph.scalar("to", 1e9f);
    graph.scalar("step", 1);
    graph.node("Range", "many", List.of("from", "to", "step"));
    graph.node("ReduceMean", "one", List.of("many"));
    then("Add", List.of("one"))
        .isTooMuch(
            "node \"many\" (Range) makes FLOAT of [1000000000]: 2 images would take 7629 MiB");
  }

  @Test
  void oneHot() {
    graph.vector("ends", 0, 1);
    then("Cast", OnnxDrawing.integer("to", DataType.INT64.getNumber()))
        .then("OneHot", List.of(graph.whole("depth", 10_000_000), "ends"))
        .isTooMuch("node \"x''\" (OneHot) makes FLOAT of [2, 3, 8, 8, 10000000]: 2 images");
  }

  @Test
  void spread() {
    then(
            "ConvTranspose",
            List.of(weights("w", 3, 1, 1, 1)),
            OnnxDrawing.integers("strides", 5000, 5000))
        .isTooMuch("node \"x'\" (ConvTranspose) makes FLOAT of [2, 1, 35001, 35001]: 2 images");
  }

  @Test
  void outerProducts() {
    then("Reshape", List.of(graph.whole("column", -1, 1)));
    graph.node("Transpose", "row", List.of(last));
    String column = last;
    graph.node("MatMul", "a", List.of(column, "row"));
    graph.node("Reshape", "b", List.of("a", graph.whole("long", -1, 1)));
    graph.node("Transpose", "c", List.of("b"));
    graph.node("MatMul", "d", List.of("b", "c"));
    last = "d";
    isTooMuch("node \"d\" (MatMul) makes FLOAT of [147456, 147456]: 2 images");
  }

  /** Twenty-five nodes of which each doubles what it gets. */
  @Test
  void doubled() {
    for (int i = 0; i < 25; i++) {
      then("Concat", List.of(last), OnnxDrawing.integer("axis", 0));
    }
    isTooMuch("node \"x" + "'".repeat(25) + "\" (Concat) makes FLOAT of [67108864, 3, 8, 8]");
  }

  /** Each alone is small; folded ones stay where they are. */
  @Test
  void manyConstants() {
    graph.whole("shape", 4_000_000);
    for (int i = 0; i < 20; i++) {
      graph.node("ConstantOfShape", "many" + i, List.of("shape"));
      graph.node("ReduceMean", "one" + i, List.of("many" + i));
      then("Add", List.of("one" + i));
    }
    isTooMuch(
        "node \"many0\" (ConstantOfShape) makes FLOAT of [4000000]: 2 images would take 610 MiB");
  }

  /** The same weights a thousand times over a map that fits: little memory, much work. */
  @Test
  void workWithoutEnd() {
    String w = weights("w", 64, 64, 3, 3);
    then("Conv", List.of(weights("first", 64, 3, 1, 1)));
    graph.vector("scales", 1, 1, 20, 20);
    then("Resize", List.of("", "scales"));
    for (int i = 0; i < 100; i++) {
      then("Conv", List.of(w), OnnxDrawing.integers("pads", 1, 1, 1, 1));
    }
    String said = refusal();
    assertTrue(
        said.contains(
            "would take 221764 million multiply-adds, at most 12733 million are given; if you trust"
                + " the file, set GRAFT_ONNX_MIB=4611"),
        said);
  }

  /** A number that a double cannot hold could be another one in ONNX Runtime. */
  @Test
  void numbersTooLargeToTell() {
    graph.whole("a", (1L << 60) + 600_000_001);
    graph.whole("b", 1L << 60);
    graph.node("Sub", "c", List.of("a", "b"));
    graph.node("ConstantOfShape", "d", List.of("c"));
    last = "d";
    assertEquals(
        "node \"d\" (ConstantOfShape): how large its output is hangs on what is computed; export the"
            + " model for a fixed size",
        refusal());
  }

  @Test
  void windowsThatDoNotMove() {
    then(
        "MaxPool",
        OnnxDrawing.integers("kernel_shape", 2, 2),
        OnnxDrawing.integers("strides", 0, 1));
    assertEquals(
        "node \"x'\" (MaxPool): a window of [2, 2] moves by [0, 1] over FLOAT of [2, 3, 8, 8] with"
            + " dilations [1, 1] and pads [0, 0, 0, 0]",
        refusal());
  }

  @Test
  void theLimitIsSettable() {
    then("Tile", List.of(graph.whole("by", 1, 1, 500, 500)));
    ModelProto model = model();
    String said =
        assertThrows(IllegalArgumentException.class, () -> OnnxEstimate.require(model, 2, LIMIT))
            .getMessage();
    assertEquals(
        "node \"x'\" (Tile) makes FLOAT of [2, 3, 4000, 4000]: 2 images would take 366 MiB, at most"
            + " 256 MiB are given; if you trust the file, set GRAFT_ONNX_MIB=367",
        said);
    String wanted = said.replaceAll(".*=", "");
    var home = new GraftHome(Map.of("GRAFT_ONNX_MIB", wanted), Path.of(""));
    assertArrayEquals(
        new long[] {2, 3, 4000, 4000}, OnnxEstimate.require(model, 2, OnnxLimit.of(home)));
    assertEquals(
        "GRAFT_ONNX_MIB is \"much\", must be a number of mebibytes, at least 1",
        assertThrows(
                IllegalArgumentException.class,
                () -> OnnxLimit.of(new GraftHome(Map.of("GRAFT_ONNX_MIB", "much"), Path.of(""))))
            .getMessage());
  }
}
