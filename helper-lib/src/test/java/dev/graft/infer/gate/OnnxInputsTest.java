package dev.graft.infer.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file takes is told without its weights, and whatever lies there costs little. */
class OnnxInputsTest {
  @TempDir private Path folder;

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("m.onnx"), bytes);
  }

  private String refusal(byte[] bytes) throws IOException {
    Path file = file(bytes);
    return assertThrows(IllegalArgumentException.class, () -> OnnxInputs.of(file)).getMessage();
  }

  private static GraphProto drawn() {
    ByteString weights = ByteString.copyFrom(new byte[40_000]);
    return GraphProto.newBuilder()
        .addInitializer(TensorProto.newBuilder().setRawData(weights).setName("w"))
        .addInput(ValueInfoProto.newBuilder().setName("ids"))
        .addNode(NodeProto.newBuilder().setOpType("Relu").addInput("w"))
        .addInitializer(TensorProto.newBuilder().setName("é").addDims(7))
        .addInput(ValueInfoProto.newBuilder().setName("mask"))
        .build();
  }

  @Test
  void inputsAndNamesOfWeightsAndNothingElse() throws IOException {
    ModelProto model = ModelProto.newBuilder().setIrVersion(8).setGraph(drawn()).build();
    GraphProto found = OnnxInputs.of(file(model.toByteArray()));
    assertEquals(drawn().getInputList(), found.getInputList());
    assertEquals(
        List.of("w", "é"), found.getInitializerList().stream().map(TensorProto::getName).toList());
    assertEquals(0, found.getNodeCount());
    assertTrue(found.getSerializedSize() < 100, found::toString);
  }

  @Test
  void cutOrBentItIsRefusedOrRead() throws IOException {
    byte[] whole = ModelProto.newBuilder().setGraph(drawn()).build().toByteArray();
    assertEquals(
        "not an ONNX model, or damaged (m.onnx)", refusal(Arrays.copyOf(whole, whole.length - 1)));
    Random random = new Random(1);
    int refused = 0;
    for (int i = 0; i < 300; i++) {
      byte[] bent = whole.clone();
      // nearly all of it is a weight: the rest lies at both ends
      int at = random.nextInt(60);
      bent[i % 2 == 0 ? at : bent.length - 1 - at] = (byte) random.nextInt(256);
      Path file = file(bent);
      try {
        OnnxInputs.of(file);
      } catch (IllegalArgumentException e) {
        refused++;
      }
    }
    assertTrue(refused > 20, refused + " refused");
  }

  @Test
  void whatWouldBecomeMuchIsRefused() throws IOException {
    for (int field :
        new int[] {GraphProto.INITIALIZER_FIELD_NUMBER, GraphProto.INPUT_FIELD_NUMBER}) {
      byte[] empty = new byte[2_000_000];
      for (int i = 0; i < empty.length; i += 2) {
        empty[i] = (byte) (field << 3 | 2);
      }
      assertEquals("not an ONNX model, or damaged (m.onnx)", refusal(graph(empty)));
    }
    byte[] group = {(byte) (GraphProto.NODE_FIELD_NUMBER << 3 | 3)};
    assertEquals("not an ONNX model, or damaged (m.onnx)", refusal(graph(group)));
    assertEquals(
        "no ONNX file there (none)",
        assertThrows(IllegalArgumentException.class, () -> OnnxInputs.of(folder.resolve("none")))
            .getMessage());
  }

  private static byte[] graph(byte[] content) throws IOException {
    var out = new ByteArrayOutputStream();
    var coded = CodedOutputStream.newInstance(out);
    coded.writeByteArray(ModelProto.GRAPH_FIELD_NUMBER, content);
    coded.flush();
    return out.toByteArray();
  }
}
