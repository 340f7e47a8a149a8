package dev.graft.infer.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What a parser would choke on is refused before it parses. */
class OnnxWireTest {
  private static final int GRAPH = ModelProto.GRAPH_FIELD_NUMBER;

  private static String refusal(byte[] bytes) {
    return assertThrows(IllegalArgumentException.class, () -> OnnxGate.read(bytes)).getMessage();
  }

  /** A field of bytes, as protobuf writes it. */
  private static byte[] field(int number, byte[] content) throws IOException {
    var out = new ByteArrayOutputStream();
    var coded = CodedOutputStream.newInstance(out);
    coded.writeByteArray(number, content);
    coded.flush();
    return out.toByteArray();
  }

  @Test
  void messagesInEachOther() throws IOException {
    byte[] graph = new byte[0];
    for (int depth = 0; depth < 10_000; depth++) {
      byte[] attribute = field(AttributeProto.G_FIELD_NUMBER, graph);
      byte[] node = field(NodeProto.ATTRIBUTE_FIELD_NUMBER, attribute);
      graph = field(GraphProto.NODE_FIELD_NUMBER, node);
    }
    assertEquals(
        "messages of the file lie more than 60 deep in each other", refusal(field(GRAPH, graph)));
  }

  /** Two bytes are a node, which is an object of two hundred. */
  @Test
  void emptyNodesByTheMillion() throws IOException {
    byte[] nodes = new byte[2_000_000];
    for (int i = 0; i < nodes.length; i += 2) {
      nodes[i] = GraphProto.NODE_FIELD_NUMBER << 3 | 2;
    }
    assertEquals(
        "file has 2,000,005 bytes and would take more than 102,663,301 when it is read"
            .replace("2,000,005", "%,d".formatted(field(GRAPH, nodes).length))
            .replace("102,663,301", "%,d".formatted((96 << 20) + field(GRAPH, nodes).length)),
        refusal(field(GRAPH, nodes)));
  }

  /** One byte is a whole number of eight. */
  @Test
  void wholeNumbersByTheMillion() throws IOException {
    byte[] model =
        field(
            GRAPH,
            field(
                GraphProto.INITIALIZER_FIELD_NUMBER, field(7, new byte[20_000_000]))); // int64_data
    assertEquals(
        "file has %,d bytes and would take more than %,d when it is read"
            .formatted(model.length, (96 << 20) + model.length),
        refusal(model));
  }

  @Test
  void lengthsThatAreNotThere() throws IOException {
    byte[] whole = field(GRAPH, new byte[10]);
    for (byte[] damaged :
        new byte[][] {
          Arrays.copyOf(whole, 8),
          {GRAPH << 3 | 2, -1, -1, -1, -1, 7},
          {GRAPH << 3 | 2, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1},
          {GRAPH << 3 | 2, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1},
          {GRAPH << 3 | 3, GRAPH << 3 | 4}, // a group
          {GRAPH << 3 | 7},
        }) {
      assertEquals("not an ONNX model, or damaged", refusal(damaged), Arrays.toString(damaged));
    }
  }
}
