package dev.graft;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.graft.data.InputContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a recurrent layer of a file may not have. */
class Backbone_OnnxRecurrentTest {
  private static final Path REFERENCE =
      Path.of("src/test/resources/reference/onnx/layers_sequences.onnx");

  @TempDir Path folder;

  /** Changes the first node of an operator, and says why the file is refused then. */
  private String refusal(String operator, Consumer<NodeProto.Builder> change) throws IOException {
    ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(REFERENCE)).toBuilder();
    model.getGraphBuilder().getNodeBuilderList().stream()
        .filter(node -> node.getOpType().equals(operator))
        .findFirst()
        .ifPresent(change);
    Path file = OnnxModels.write(folder.resolve("net.onnx"), model);
    var options = Backbone.onnx(file).contract(InputContract.rgb(32, 127.5f, 127.5f, 1));
    return assertThrows(IllegalArgumentException.class, options.trainable()::load).getMessage();
  }

  private static void has(String part, String message) {
    assertTrue(message.contains(part), message);
  }

  @Test
  void saysWhatItDoesNotRead() throws IOException {
    has(
        "node \"/along/LSTM\" (LSTM, number 35 of 96): its state begins elsewhere than at zero",
        refusal("LSTM", node -> node.setInput(5, node.getInput(1))));
    has(
        "its reset gate comes before the product",
        refusal(
            "GRU",
            node ->
                node.getAttributeBuilderList().stream()
                    .filter(a -> a.getName().equals("linear_before_reset"))
                    .forEach(a -> a.setI(0))));
    has("its clip is not read", refusal("LSTM", node -> added(node, "clip", 1)));
    has("coupled gates", refusal("LSTM", node -> added(node, "input_forget", 1)));
    has(
        "its W is [2, 16, 6], must be [2, 24, 6]",
        refusal("LSTM", node -> node.setInput(2, node.getInput(1))));
  }

  private static void added(NodeProto.Builder node, String attribute, long value) {
    NodeProto with = OnnxModels.with(node.build(), attribute, value);
    node.clear().mergeFrom(with);
  }
}
