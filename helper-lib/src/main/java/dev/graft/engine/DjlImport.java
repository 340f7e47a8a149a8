package dev.graft.engine;

import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.nn.Block;
import dev.graft.graph.Binary;
import dev.graft.graph.DjlModel;
import dev.graft.graph.Graph;
import dev.graft.graph.Input;
import dev.graft.graph.Node;
import dev.graft.graph.Shape;
import dev.graft.graph.Stage;
import dev.graft.infer.Fingerprint;
import dev.graft.weights.StateDict;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes a model of DJL's as one opaque layer of a graph.
 *
 * @param graph {@code input}, then the layer {@code djl}
 * @param weights the layer's fingerprint
 */
public record DjlImport(Graph graph, StateDict weights) {
  /** The layer's name, and its stage's. */
  public static final String LAYER = "djl";

  /**
   * Copies, cuts and tries a model.
   *
   * @param model an MXNet symbol's or a TorchScript module's
   * @param output inner output of a symbol to cut at; without it, the model's own
   * @param in shape of one input, {@code (C, H, W)}
   * @return the layer
   * @throws IllegalArgumentException when the model cannot be taken; the text says why
   */
  public static DjlImport of(Model model, Optional<String> output, Shape in) {
    try {
      return copied(model, output, in);
    } catch (IllegalArgumentException | EngineException e) {
      throw new IllegalArgumentException(e.getMessage() + " (" + model.getName() + ")", e);
    }
  }

  private static DjlImport copied(Model model, Optional<String> output, Shape in) {
    Block block = model.getBlock();
    String engine = DjlBlock.engine(block);
    byte[] whole = DjlBlock.bytes(block);
    byte[] bytes = output.map(name -> DjlBlock.cut(engine, whole, name)).orElse(whole);
    Shape out;
    long size;
    try (var body = DjlBlock.open(engine, bytes)) {
      out = body.outputOf(in);
      size = body.parameters();
    }
    var op = new DjlModel(in, out, size, engine, Binary.of(bytes));
    Graph graph =
        new Graph(
            model.getName(),
            List.of(
                new Node("input", new Input(in), List.of()), new Node(LAYER, op, List.of("input"))),
            List.of(new Stage(LAYER, Stage.Kind.PLAIN, List.of(LAYER))));
    return new DjlImport(graph, StateDict.of(Map.of(LAYER + ".sha256", Fingerprint.of(bytes))));
  }
}
