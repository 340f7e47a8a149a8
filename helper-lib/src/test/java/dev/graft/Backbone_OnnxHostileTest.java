package dev.graft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TrainingInfoProto;
import com.google.protobuf.ByteString;
import dev.graft.data.InputContract;
import dev.graft.graph.Shape;
import dev.graft.infer.CompiledBody;
import dev.graft.weights.Safetensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A crafted ONNX file opens no other file, reads no memory and asks for little of it; law 8. What
 * is refused is refused before ONNX Runtime sees anything.
 */
class Backbone_OnnxHostileTest {
  private static final InputContract SMALL = InputContract.rgb(8, 127.5f, 127.5f, 1);
  private static final String MEMORY = "*/_ORT_MEM_ADDR_/*";

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void runtime() {
    assumeTrue(CompiledBody.available(), "onnx runtime has no native library here");
    file = folder.resolve("net.onnx");
  }

  private String refusal(ModelProto.Builder model) {
    OnnxModels.write(file, model);
    return assertThrows(
            IllegalArgumentException.class, () -> Backbone.onnx(file).contract(SMALL).load())
        .getMessage();
  }

  private static ModelProto.Builder changed(Consumer<GraphProto.Builder> how) {
    var model = OnnxModels.classifier();
    how.accept(model.getGraphBuilder());
    return model;
  }

  private static TensorProto outside(String location) {
    return TensorProto.newBuilder()
        .setName("v")
        .setDataType(1)
        .addDims(4)
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .addExternalData(entry("location", location))
        .addExternalData(entry("offset", "4096"))
        .addExternalData(entry("length", "16"))
        .build();
  }

  private static StringStringEntryProto.Builder entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value);
  }

  private static SparseTensorProto.Builder sparse(String location) {
    return SparseTensorProto.newBuilder()
        .setValues(outside(location))
        .setIndices(TensorProto.newBuilder().setDataType(7).addDims(4).addInt64Data(0))
        .addDims(4);
  }

  private static AttributeProto.Builder attribute(String name, AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }

  private static NodeProto constant(AttributeProto.Builder value) {
    return OnnxModels.node("Constant", "c").toBuilder().addAttribute(value).build();
  }

  /** The features of the classifier, and what another node gives added to them. */
  private static ModelProto.Builder added(NodeProto... nodes) {
    return changed(
        g -> {
          NodeProto gemm = g.getNode(4).toBuilder().setInput(0, "sum").build();
          g.removeNode(4).addAllNode(List.of(nodes));
          g.addNode(OnnxModels.node("Add", "sum", "features", "c")).addNode(gemm);
        });
  }

  @Test
  void sparseValuesWhereverTheyLie() {
    for (String location : List.of("../secret.bin", "secret.bin", MEMORY)) {
      var value = attribute("sparse_value", AttributeType.SPARSE_TENSOR);
      assertEquals(
          "node \"c_node\" (Constant): attribute \"sparse_value\" is of the kind SPARSE_TENSOR and"
              + " holds [sparse_tensor]; taken are numbers, texts and tensors (net.onnx)",
          refusal(added(constant(value.setSparseTensor(sparse(location))))));
    }
    assertEquals(
        "sparse weights are not read (net.onnx)",
        refusal(changed(g -> g.addSparseInitializer(sparse(MEMORY)))));
  }

  @Test
  void kindsOfAttributesThatAreNotListed() {
    var many = attribute("sparse_values", AttributeType.SPARSE_TENSORS);
    var tensors = attribute("values", AttributeType.TENSORS).addTensors(outside(MEMORY));
    assertEquals(
        "node \"c_node\" (Constant): attribute \"sparse_values\" is of the kind SPARSE_TENSORS and"
            + " holds [sparse_tensors]; taken are numbers, texts and tensors (net.onnx)",
        refusal(added(constant(many.addSparseTensors(sparse(MEMORY))))));
    assertEquals(
        "node \"c_node\" (Constant): attribute \"values\" is of the kind TENSORS and holds"
            + " [tensors]; taken are numbers, texts and tensors (net.onnx)",
        refusal(added(constant(tensors))));
    // says one kind and brings another
    var lying = attribute("value", AttributeType.FLOAT).setF(1).setSparseTensor(sparse(MEMORY));
    assertEquals(
        "node \"c_node\" (Constant): attribute \"value\" is of the kind FLOAT and holds [f,"
            + " sparse_tensor]; taken are numbers, texts and tensors (net.onnx)",
        refusal(added(constant(lying))));
    var refers = attribute("value", AttributeType.FLOAT).setRefAttrName("x");
    assertEquals(
        "node \"c_node\" (Constant): attribute \"value\" is of the kind FLOAT and holds"
            + " [ref_attr_name]; taken are numbers, texts and tensors (net.onnx)",
        refusal(added(constant(refers))));
  }

  @Test
  void tensorsOfAttributesThatLieElsewhere() {
    for (String location : List.of("secret.bin", MEMORY)) {
      var value = attribute("value", AttributeType.TENSOR).setT(outside(location));
      assertEquals(
          "constant \"v\" lies outside the model; only weights may (net.onnx)",
          refusal(added(constant(value))));
    }
  }

  /** No part of a file is too far from what runs. */
  @Test
  void functionsAndTrainingAreLookedThrough() {
    NodeProto sparse =
        constant(
            attribute("sparse_value", AttributeType.SPARSE_TENSOR).setSparseTensor(sparse(MEMORY)));
    GraphProto outside = GraphProto.newBuilder().addInitializer(outside(MEMORY)).build();
    assertEquals(
        "node \"c_node\" (Constant): attribute \"sparse_value\" is of the kind SPARSE_TENSOR and"
            + " holds [sparse_tensor]; taken are numbers, texts and tensors (net.onnx)",
        refusal(
            OnnxModels.classifier()
                .addFunctions(FunctionProto.newBuilder().setDomain("own").addNode(sparse))));
    assertEquals(
        "constant \"v\" lies outside the model; only weights may (net.onnx)",
        refusal(
            OnnxModels.classifier()
                .addTrainingInfo(TrainingInfoProto.newBuilder().setInitialization(outside))));
    assertEquals(
        "sparse weights are not read (net.onnx)",
        refusal(
            OnnxModels.classifier()
                .addTrainingInfo(
                    TrainingInfoProto.newBuilder()
                        .setAlgorithm(
                            GraphProto.newBuilder().addSparseInitializer(sparse(MEMORY))))));
    assertEquals(
        "the model says what \"Relu\" is; only ONNX's own operators are run (net.onnx)",
        refusal(OnnxModels.classifier().addFunctions(FunctionProto.newBuilder().setName("Relu"))));
  }

  @Test
  void graphsInNodesHoweverDeep() {
    GraphProto inner = GraphProto.newBuilder().addInitializer(outside(MEMORY)).build();
    for (int depth = 0; depth < 5; depth++) {
      NodeProto node =
          constant(attribute("then_branch", AttributeType.GRAPH).setG(inner)).toBuilder()
              .setOpType("If")
              .build();
      assertEquals(
          "node \"c_node\" (If) holds a graph of its own; export the model without control flow"
              + " (net.onnx)",
          refusal(added(node)));
      inner = GraphProto.newBuilder().addNode(node).build();
    }
  }

  @Test
  void weightsThatLieNowhere() throws IOException {
    var big = outside("w.bin").toBuilder().setName("big").setDims(0, 536_870_911);
    big.removeExternalData(2).setExternalData(1, entry("offset", "" + Long.MAX_VALUE));
    Files.write(folder.resolve("w.bin"), new byte[440]);
    assertEquals(
        "tensor \"big\" wants 2147483644 bytes at 9223372036854775807 of w.bin, which has 440"
            + " (net.onnx)",
        refusal(changed(g -> g.addInitializer(big))));
    big.setExternalData(1, entry("offset", "-1"));
    assertEquals(
        "tensor \"big\" wants 2147483644 bytes at -1 of w.bin, which has 440 (net.onnx)",
        refusal(changed(g -> g.addInitializer(big))));
    var lying = outside("w.bin").toBuilder().setExternalData(1, entry("offset", "0"));
    assertEquals(
        "tensor \"v\" wants 400 bytes at 0 of w.bin, which has 440 (net.onnx)",
        refusal(changed(g -> g.addInitializer(lying.setExternalData(2, entry("length", "400"))))));
    assertEquals(
        "tensor \"v\" cannot be read from \"" + MEMORY + "\" (net.onnx)",
        refusal(changed(g -> g.addInitializer(outside(MEMORY)))));
    assertEquals(
        "tensor \"v\" has data inside and outside of the model (net.onnx)",
        refusal(changed(g -> g.addInitializer(outside("w.bin").toBuilder().addFloatData(1)))));
  }

  /** The same megabytes under many names are no weights. */
  @Test
  void weightsOutsideAreNoMoreThanTheirFiles() throws IOException {
    try (var sparse = new java.io.RandomAccessFile(folder.resolve("w.bin").toFile(), "rw")) {
      sparse.setLength(32 << 20);
    }
    var model = OnnxModels.classifier();
    for (int i = 0; i < 10; i++) {
      model
          .getGraphBuilder()
          .addInitializer(
              outside("w.bin").toBuilder()
                  .setName("w" + i)
                  .setDims(0, 8 << 20)
                  .removeExternalData(2)
                  .removeExternalData(1));
    }
    assertEquals(
        "weights outside the model have more bytes together than their files: 33554432 (net.onnx)",
        refusal(model));
  }

  @Test
  void tensorsThatHoldTwoThings() {
    var two = OnnxModels.weights("two", 1).toBuilder();
    assertEquals(
        "tensor \"two\" is [1], its data has 1 values and some of another type (net.onnx)",
        refusal(changed(g -> g.addInitializer(two.addStringData(ByteString.EMPTY)))));
    assertEquals(
        "tensor \"two\" is [1], its data has 1 values and some of another type (net.onnx)",
        refusal(
            changed(
                g ->
                    g.addInitializer(
                        two.clearStringData().setRawData(ByteString.copyFrom(new byte[4]))))));
    assertEquals(
        "two weights have one name (net.onnx)",
        refusal(changed(g -> g.addInitializer(OnnxModels.weights("w", 1)))));
    assertEquals(
        "value \"map\" is made twice (net.onnx)",
        refusal(changed(g -> g.addNode(1, OnnxModels.node("Relu", "map", "image")))));
  }

  /** Six hundred million floats out of three hundred bytes. */
  @Test
  @Timeout(value = 5, unit = TimeUnit.SECONDS)
  void whatIsMadeOfNothing() {
    var six =
        TensorProto.newBuilder()
            .setName("shape")
            .setDataType(7)
            .addDims(1)
            .addInt64Data(600_000_000);
    var model =
        added(
            OnnxModels.node("ConstantOfShape", "many", "shape"),
            OnnxModels.node("ReduceMean", "c", "many"));
    model.getGraphBuilder().addInitializer(six);
    assertEquals(
        "node \"many_node\" (ConstantOfShape) makes FLOAT of [600000000]: 2 images would take 4578"
            + " MiB, at most 256 MiB are given; if you trust the file, set GRAFT_ONNX_MIB=4578"
            + " (net.onnx)",
        refusal(model));
  }

  @Test
  void namesThatWouldFillTheScreen() {
    String message =
        refusal(
            changed(
                g -> g.getNodeBuilder(1).setName("x".repeat(3000)).setDomain("y".repeat(100_000))));
    assertTrue(message.length() < 300, message);
    assertEquals(
        "\"a\\u0000b\" is no name: it is no text (net.onnx)",
        refusal(changed(g -> g.getNodeBuilder(1).setName("a\0b"))));
    assertEquals(
        "\"" + "x".repeat(80) + "…\" is no name: it has 5000 characters (net.onnx)",
        refusal(changed(g -> g.getNodeBuilder(1).setName("x".repeat(5000)))));
  }

  /** ONNX Runtime takes a file whose fifth byte begins "ORTM" for one of its own format. */
  @Test
  void aNameThatLooksLikeAnotherFormat() {
    OnnxModels.write(file, OnnxModels.classifier().setProducerName("ORTM is not the format"));
    try (TransferModel model = Backbone.onnx(file).contract(SMALL).load()) {
      assertEquals(Shape.of(4), model.graph().outputShape());
    }
  }

  @Test
  void aSavedModelsBodyPassesTheSameGate() throws IOException {
    Path saved = folder.resolve("saved");
    OnnxModels.write(file, OnnxModels.classifier());
    try (TransferModel model = Backbone.onnx(file).contract(SMALL).load()) {
      model.save(saved);
      // who writes a body writes its hash too, or none
      Safetensors.write(
          saved.resolve("model.safetensors"), model.weights(), Map.of("format", "pt"));
    }
    var value =
        attribute("sparse_value", AttributeType.SPARSE_TENSOR).setSparseTensor(sparse(MEMORY));
    OnnxModels.write(saved.resolve("body.onnx"), added(constant(value)));
    assertEquals(
        "model in "
            + saved
            + " is damaged: node \"c_node\" (Constant): attribute \"sparse_value\" is of the kind"
            + " SPARSE_TENSOR and holds [sparse_tensor]; taken are numbers, texts and tensors"
            + " (body.onnx)",
        assertThrows(IllegalArgumentException.class, () -> TransferModel.load(saved)).getMessage());
  }

  /** In a process of its own, which would die; a canary lies where the file points. */
  @Test
  void noOtherFileAndNoMemoryIsRead() throws IOException, InterruptedException {
    float canary = 12345.678f;
    ByteBuffer secret = ByteBuffer.allocate(8192).order(ByteOrder.LITTLE_ENDIAN);
    while (secret.hasRemaining()) {
      secret.putFloat(canary);
    }
    Files.write(folder.resolve("secret.bin"), secret.array());
    int at = 0;
    for (String location : List.of("secret.bin", MEMORY)) {
      var value =
          attribute("sparse_value", AttributeType.SPARSE_TENSOR).setSparseTensor(sparse(location));
      var tensor = attribute("value", AttributeType.TENSOR).setT(outside(location));
      OnnxModels.write(folder.resolve("net" + at++ + ".onnx"), added(constant(value)));
      OnnxModels.write(folder.resolve("net" + at++ + ".onnx"), added(constant(tensor)));
      var weights = added(OnnxModels.node("Identity", "c", "v"));
      weights.getGraphBuilder().addInitializer(outside(location));
      OnnxModels.write(folder.resolve("net" + at++ + ".onnx"), weights);
    }
    List<String> said = OnnxLoads.inAProcess(folder, SMALL.width());
    assertEquals(6, said.size(), said.toString());
    for (int i = 0; i < 6; i++) {
      // weights may lie in a file beside; that is said, and is what the user asked to open
      assertTrue(said.get(i).startsWith(i == 2 ? "read" : "refused"), said.toString());
    }
  }
}
