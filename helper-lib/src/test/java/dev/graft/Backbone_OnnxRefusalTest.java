package dev.graft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.graft.data.InputContract;
import dev.graft.graph.Shape;
import dev.graft.infer.CompiledBody;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is no backbone is refused, and the text says why; law 8. */
class Backbone_OnnxRefusalTest {
  private static final InputContract SMALL = InputContract.rgb(8, 127.5f, 127.5f, 1);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void runtime() {
    assumeTrue(CompiledBody.available(), "onnx runtime has no native library here");
    file = folder.resolve("net.onnx");
  }

  private OnnxBackbone backbone(ModelProto.Builder model) {
    return Backbone.onnx(OnnxModels.write(file, model)).contract(SMALL);
  }

  private static void assertRefused(String message, OnnxBackbone backbone) {
    var error = assertThrows(IllegalArgumentException.class, backbone::load);
    assertEquals(message + " (net.onnx)", error.getMessage());
  }

  private static ModelProto.Builder changed(java.util.function.Consumer<GraphProto.Builder> how) {
    var model = OnnxModels.classifier();
    how.accept(model.getGraphBuilder());
    return model;
  }

  @Test
  void filesThatAreNoModels() throws IOException {
    assertRefused("no ONNX file there", Backbone.onnx(file));
    Files.writeString(file, "");
    assertRefused("not an ONNX model", Backbone.onnx(file));
    Files.writeString(file, "these are no weights, nor any network");
    assertRefused("not an ONNX model, or damaged", Backbone.onnx(file));
    byte[] whole = OnnxModels.classifier().build().toByteArray();
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
    assertRefused("not an ONNX model, or damaged", Backbone.onnx(file));
  }

  @Test
  void whatTheCallerForgotOrMisspelt() {
    OnnxModels.write(file, OnnxModels.classifier());
    assertRefused(
        "the model does not say what its input wants to see; give contract(InputContract.rgb(size,"
            + " mean, std, crop))",
        Backbone.onnx(file));
    assertRefused(
        "no output \"block5\"; the last of its 5 are map, relu, pooled, features, logits",
        Backbone.onnx(file).contract(SMALL).output("block5"));
    assertRefused(
        "input \"image\" is [?, 3, 8, 8], the contract says 9 × 9 pixels",
        Backbone.onnx(file).contract(InputContract.rgb(9, 0, 1, 1)));
    assertRefused(
        "no classifier is recognised at the end; choose an output: the last of its 2 are map, relu",
        backbone(
            changed(
                g ->
                    g.removeNode(4)
                        .removeNode(3)
                        .removeNode(2)
                        .setOutput(0, OnnxModels.image("relu", -1, 4, 6, 6)))));
  }

  @Test
  void operatorsThatAreNotOnnxsOwn() {
    assertRefused(
        "node \"relu_node\" (Relu) is of the domain \"evil.ops\"; only ONNX's own operators are run",
        backbone(changed(g -> g.getNodeBuilder(1).setDomain("evil.ops"))));
    var graph =
        AttributeProto.newBuilder()
            .setName("body")
            .setType(AttributeProto.AttributeType.GRAPH)
            .setG(GraphProto.newBuilder().setName("inner"));
    assertRefused(
        "node \"relu_node\" (Loop) holds a graph of its own; export the model without control flow",
        backbone(changed(g -> g.getNodeBuilder(1).setOpType("Loop").addAttribute(graph))));
  }

  @Test
  void versionsThatAreNotRead() {
    var opset = OperatorSetIdProto.newBuilder();
    assertRefused(
        "opset is 23; export the model at one from 11 to 22",
        backbone(OnnxModels.classifier().setOpsetImport(0, opset.setVersion(23))));
    assertRefused(
        "opset is 9; export the model at one from 11 to 22",
        backbone(OnnxModels.classifier().setOpsetImport(0, opset.setVersion(9))));
    assertRefused(
        "ONNX format version is 99, at most 10 is read",
        backbone(OnnxModels.classifier().setIrVersion(99)));
  }

  @Test
  void inputsThatAreNoImage() {
    assertRefused(
        "input \"image\" is [?, 4, 8, 8], must be (N, 3, H, W) or (N, H, W, 3)",
        backbone(changed(g -> g.setInput(0, OnnxModels.image("image", -1, 4, 8, 8)))));
    assertRefused(
        "input \"image\" is [?, 192], must be (N, 3, H, W) or (N, H, W, 3)",
        backbone(changed(g -> g.setInput(0, OnnxModels.image("image", -1, 192)))));
    var bytes = OnnxModels.image("image", -1, 3, 8, 8).toBuilder();
    bytes.getTypeBuilder().getTensorTypeBuilder().setElemType(2);
    assertRefused(
        "input \"image\" is of type UINT8, must be FLOAT; a model with its preprocessing inside"
            + " cannot be a backbone",
        backbone(changed(g -> g.setInput(0, bytes))));
    assertRefused(
        "inputs are [image, w], must be one image",
        backbone(changed(g -> g.removeInitializer(0).addInput(OnnxModels.image("w", 4, 3, 3, 3)))));
  }

  @Test
  void outputsThatAreNoFeatures() {
    assertRefused(
        "output is FLOAT of [2, 2, 2], must be floats (N, C) or (N, C, H, W); choose another",
        backbone(
                changed(
                    g ->
                        g.addNode(OnnxModels.node("Reshape", "cube", "features", "shape"))
                            .addInitializer(
                                TensorProto.newBuilder()
                                    .setName("shape")
                                    .setDataType(7)
                                    .addDims(3)
                                    .addInt64Data(2)
                                    .addInt64Data(2)
                                    .addInt64Data(2))))
            .output("cube"));
    assertRefused(
        "two images give an output of [1, 8]; export the model with an open batch size",
        backbone(
                changed(
                    g ->
                        g.addNode(OnnxModels.node("Reshape", "flat", "features", "shape"))
                            .addInitializer(
                                TensorProto.newBuilder()
                                    .setName("shape")
                                    .setDataType(7)
                                    .addDims(2)
                                    .addInt64Data(1)
                                    .addInt64Data(-1))))
            .output("flat"));
  }

  @Test
  void aFixedBatchAndAnUnknownSizeAreTaken() {
    try (TransferModel model =
        backbone(changed(g -> g.setInput(0, OnnxModels.image("image", 1, 3, -1, -1)))).load()) {
      assertEquals(Shape.of(4), model.graph().outputShape());
    }
    try (TransferModel model =
        backbone(
                changed(
                    g -> g.getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder().clearShape()))
            .load()) {
      assertEquals(Shape.of(4), model.graph().outputShape());
    }
  }

  private static TensorProto.Builder external(String location, long offset) {
    return OnnxModels.weights("w", 4, 3, 3, 3).toBuilder()
        .clearFloatData()
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .addExternalData(entry("location", location))
        .addExternalData(entry("offset", "" + offset));
  }

  private static StringStringEntryProto.Builder entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value);
  }

  @Test
  void weightsOutsideTheFileAreReadFromItsOwnFolderOnly() throws IOException {
    ByteBuffer data = ByteBuffer.allocate(8 + 108 * 4).order(ByteOrder.LITTLE_ENDIAN);
    data.position(8);
    OnnxModels.weights("w", 4, 3, 3, 3).getFloatDataList().forEach(data::putFloat);
    Files.createDirectory(folder.resolve("own"));
    Files.write(folder.resolve("own/w.bin"), data.array());
    Files.write(folder.resolve("outside.bin"), data.array());
    file = folder.resolve("own/net.onnx");
    try (TransferModel model =
            backbone(changed(g -> g.setInitializer(0, external("w.bin", 8)))).load();
        TransferModel inside = backbone(OnnxModels.classifier()).load()) {
      assertEquals(
          Transfer.extractFeatures(inside, Garden.IMAGES.test()).values()[0][1],
          Transfer.extractFeatures(model, Garden.IMAGES.test()).values()[0][1]);
    }
    Files.createSymbolicLink(folder.resolve("own/link.bin"), folder.resolve("outside.bin"));
    for (String location :
        new String[] {"../outside.bin", "link.bin", "" + folder.resolve("outside.bin"), ""}) {
      assertRefused(
          "tensor \"w\" lies in \"%s\", which is not a file of the model's own folder"
              .formatted(location),
          backbone(changed(g -> g.setInitializer(0, external(location, 8)))));
    }
    assertRefused(
        "tensor \"w\" wants 432 bytes at 100 of w.bin, which has 440",
        backbone(changed(g -> g.setInitializer(0, external("w.bin", 100)))));
  }

  @Test
  void tensorsWhoseBytesAreNotThere() {
    assertRefused(
        "tensor \"w\" is of ONNX's type 99, which is not read",
        backbone(changed(g -> g.getInitializerBuilder(0).setDataType(99))));
    assertRefused(
        "tensor \"w\" is [4, 3, 3, 4], its data has 108 values",
        backbone(changed(g -> g.getInitializerBuilder(0).setDims(3, 4))));
    assertRefused(
        "tensor \"w\" has shape [1000000000, 1000000000, 3, 3]",
        backbone(
            changed(
                g ->
                    g.getInitializerBuilder(0)
                        .setDims(0, 1_000_000_000)
                        .setDims(1, 1_000_000_000))));
  }

  /** Each damaged file is a model or a clear refusal, at once and without a crash. */
  @Test
  void damagedFiles() throws IOException {
    byte[] whole = OnnxModels.classifier().build().toByteArray();
    Random random = new Random(1);
    int refused = 0;
    for (int i = 0; i < 300; i++) {
      byte[] damaged = whole.clone();
      for (int flips = 0; flips <= i % 3; flips++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      Files.write(file, damaged);
      try {
        assertTimeout(
            Duration.ofSeconds(5), () -> Backbone.onnx(file).contract(SMALL).load().close());
      } catch (IllegalArgumentException e) {
        refused++;
        assertTrue(e.getMessage().endsWith(" (net.onnx)"), e.getMessage());
      }
    }
    assertTrue(refused > 20 && refused < 300, refused + " of 300 refused");
  }
}
