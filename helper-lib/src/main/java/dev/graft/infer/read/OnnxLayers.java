package dev.graft.infer.read;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import dev.graft.graph.Graph;
import dev.graft.graph.Shape;
import dev.graft.infer.gate.OnnxGate;
import dev.graft.infer.gate.OnnxInputs;
import dev.graft.weights.Excerpt;
import dev.graft.weights.StateDict;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * An ONNX image model of somebody else's as a network that learns: layers under the names of its
 * weights, blocks where a single value carries everything, a head where its classifier is.
 *
 * @param graph the whole of it, {@code (C, H, W)} in
 * @param weights of all layers
 * @param channelsLast whether the file itself takes {@code (N, H, W, C)}
 */
public record OnnxLayers(Graph graph, StateDict weights, boolean channelsLast) {
  /** What is put behind a classifier and has no gradient. */
  private static final Set<String> CHOICES = Set.of("ArgMax", "TopK");

  /**
   * Reads a file; nothing of it is run.
   *
   * @param file in ONNX format
   * @param name of the architecture
   * @param output the value at which it ends; without it, the first that the file gives
   * @param height of the images, where the file leaves it open; 0: the file says
   * @param width of the images, alike
   * @return the network
   * @throws UnreadOperatorException when a node is none that can learn; the text names it
   * @throws IllegalArgumentException when the file is refused, or its input is no image
   */
  public static OnnxLayers read(
      Path file, String name, Optional<String> output, int height, int width) {
    ModelProto model = OnnxGate.readUnrun(file);
    GraphProto graph = model.getGraph();
    if (graph.getOutputCount() == 0) {
      throw new IllegalArgumentException("the file gives nothing (" + file.getFileName() + ")");
    }
    String end = output.map(o -> named(graph, o)).orElseGet(() -> beforeChoice(graph));
    Entry entry = Entry.of(graph, height, width);
    Reader reader = new Reader(model, entry, end);
    Drawing drawing = reader.read();
    Flow last = reader.flow(end);
    if (!last.plain()) {
      throw new IllegalArgumentException(
          "output " + Excerpt.quoted(end) + " does not hold the batch in front");
    }
    Graph whole = drawing.graph(name, last.node());
    return new OnnxLayers(Blocks.of(whole), drawing.weights(whole), entry.last());
  }

  /** The file's first output; where that is the place of the largest value, what it is taken of. */
  private static String beforeChoice(GraphProto graph) {
    String first = graph.getOutput(0).getName();
    return graph.getNodeList().stream()
        .filter(node -> node.getOutputList().contains(first) && node.getInputCount() > 0)
        .filter(node -> CHOICES.contains(node.getOpType()))
        .findFirst()
        .map(node -> node.getInput(0))
        .orElse(first);
  }

  /**
   * Tells the size of images that a file takes.
   *
   * @param file in ONNX format
   * @param otherwise for a side that the file leaves open
   * @return height and width
   * @throws IllegalArgumentException when the file is refused, or its input is no image
   */
  public static int[] sides(Path file, int otherwise) {
    return Entry.sides(OnnxInputs.of(file), otherwise);
  }

  static String named(GraphProto graph, String name) {
    return graph.getNodeList().stream()
        .filter(
            node ->
                node.getOutputList().contains(name)
                    || node.getName().equals(name) && node.getOutputCount() > 0)
        .findFirst()
        .map(node -> node.getOutputList().contains(name) ? name : node.getOutput(0))
        .orElseThrow(() -> new IllegalArgumentException("no output " + Excerpt.quoted(name)));
  }

  /**
   * Tells what its input is.
   *
   * @return {@code (C, H, W)}
   */
  public Shape input() {
    return graph.inputShape();
  }

  /**
   * Finds where a new head is put.
   *
   * @return the value that the classifier reads; the output where there is no classifier
   */
  public String bodyEnd() {
    return Classifier.input(graph);
  }
}
