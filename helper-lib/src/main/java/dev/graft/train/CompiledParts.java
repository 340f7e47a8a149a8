package dev.graft.train;

import dev.graft.engine.Network;
import dev.graft.graph.Cut;
import dev.graft.graph.Extent;
import dev.graft.graph.Graph;
import dev.graft.graph.Shape;
import dev.graft.infer.Body;
import dev.graft.infer.CompiledBody;
import dev.graft.memory.DirectFloats;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A whole network, compiled in the same parts as {@link Inference} computes it in, so that it gives
 * the same bits: what comes before the freeze boundary, and the rest. Several threads may run it at
 * the same time.
 */
public final class CompiledParts implements Body {
  private final Graph graph;
  private final List<Graph> parts;
  private final List<CompiledBody> bodies = new ArrayList<>();

  private CompiledParts(Graph graph, List<Graph> parts) {
    this.graph = graph;
    this.parts = parts;
  }

  /**
   * Compiles a network.
   *
   * @param network from image or text to output
   * @param threads of each part, as for {@link CompiledBody#concurrent}
   * @return the body, to be closed by the caller
   * @throws IllegalStateException when ONNX Runtime is not available or refuses the model
   */
  public static CompiledParts of(Network network, int threads) {
    Graph graph = network.graph();
    Cut boundary = network.boundary();
    List<Graph> parts = new ArrayList<>();
    Activations.slices(graph, List.of(boundary)).forEach(part -> parts.add(Tier.computed(part)));
    if (!boundary.values().equals(graph.outputs())) {
      parts.add(graph.after(boundary));
    }
    CompiledParts all = new CompiledParts(graph, parts);
    try {
      parts.forEach(
          part ->
              all.bodies.add(
                  CompiledBody.concurrent(part, network.weights(), threads, network.int8())));
    } catch (RuntimeException | Error e) {
      all.close();
      throw e;
    }
    return all;
  }

  @Override
  public List<Shape> inputShapes() {
    return graph.shapes(graph.inputs());
  }

  @Override
  public List<Shape> outputShapes() {
    return graph.shapes(graph.outputs());
  }

  @Override
  public void run(List<FloatBuffer> inputs, Extent extent, List<FloatBuffer> outputs) {
    Map<String, FloatBuffer> values = new HashMap<>();
    put(values, graph.inputs(), inputs);
    for (int i = 0; i < parts.size(); i++) {
      Graph part = parts.get(i);
      boolean last = i == parts.size() - 1;
      List<FloatBuffer> given =
          last
              ? outputs
              : part.shapes(part.outputs()).stream()
                  .map(shape -> DirectFloats.of(extent.floats(shape)))
                  .toList();
      bodies.get(i).run(part.inputs().stream().map(values::get).toList(), extent, given);
      put(values, part.outputs(), given);
    }
  }

  private static void put(
      Map<String, FloatBuffer> values, List<String> names, List<FloatBuffer> buffers) {
    for (int i = 0; i < names.size(); i++) {
      values.put(names.get(i), buffers.get(i));
    }
  }

  /** Waits for batches that are under way, then frees the sessions. */
  @Override
  public void close() {
    bodies.forEach(CompiledBody::close);
  }
}
