package dev.graft.infer.read;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.graft.graph.Graph;
import dev.graft.infer.gate.OnnxGate;
import dev.graft.infer.gate.OnnxInputs;
import dev.graft.weights.Excerpt;
import dev.graft.weights.StateDict;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An ONNX text encoder of somebody else's as a network that learns: from {@code ids} and {@code
 * mask}, {@code (1, ≤T)} each, to numbers for each token, {@code (C, ≤T)}.
 *
 * @param graph the whole of it, with blocks
 * @param weights of all layers
 */
public record OnnxTokens(Graph graph, StateDict weights) {

  /**
   * Tells whether a file takes texts.
   *
   * @param file in ONNX format
   * @return whether its inputs are rows of whole numbers
   * @throws IllegalArgumentException when the file is damaged
   */
  public static boolean isOf(Path file) {
    return TextEntry.isOf(OnnxInputs.of(file));
  }

  /**
   * Reads a file; nothing of it is run.
   *
   * @param file in ONNX format
   * @param name of the architecture
   * @param output the value at which it ends; without it, the first that has numbers for each
   *     token, or where the file pools them
   * @param longest tokens of a text that will be read, at least 2
   * @return the network
   * @throws UnreadOperatorException when a node is none that can learn; the text names it
   * @throws IllegalArgumentException when the file is refused, or its inputs are no text
   */
  public static OnnxTokens read(Path file, String name, Optional<String> output, int longest) {
    ModelProto model = OnnxGate.readUnrun(file);
    GraphProto graph = model.getGraph();
    if (graph.getOutputCount() == 0) {
      throw new IllegalArgumentException("the file gives nothing (" + file.getFileName() + ")");
    }
    TextEntry entry = TextEntry.of(graph, longest);
    String end = output.map(o -> OnnxLayers.named(graph, o)).orElseGet(() -> ofTokens(graph));
    Reader reader = new Reader(model, entry, end);
    Flow last;
    try {
      reader.read();
      last = reader.flow(end);
    } catch (MeetsMaskException e) {
      last = e.flow();
    }
    try {
      Graph closed = reader.drawing().graph(name, last.node());
      StateDict weights = reader.drawing().weights(closed);
      TokenGraph tokens = TokenGraph.of(Attentions.of(closed), weights, entry.tokens());
      return new OnnxTokens(Blocks.of(tokens.graph()), tokens.weights());
    } catch (RuntimeException e) {
      // layers on which this stumbles are none that an exporter wrote
      throw new IllegalArgumentException(Excerpt.of(e) + " (" + file.getFileName() + ")", e);
    }
  }

  private static String ofTokens(GraphProto graph) {
    return graph.getOutputList().stream()
        .filter(o -> o.getType().getTensorType().getShape().getDimCount() == 3)
        .map(ValueInfoProto::getName)
        .findFirst()
        .orElse(graph.getOutput(0).getName());
  }

  /**
   * Tells how long texts may be.
   *
   * @return tokens, as it was read for
   */
  public int longest() {
    return graph.inputShape().get(1);
  }
}
