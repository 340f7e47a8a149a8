package dev.graft.weights;

import dev.graft.graph.Graph;
import dev.graft.graph.Shape;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Lays the matrices of queries, keys and values below each other, where a publisher has three and a
 * graph has one: {@code attn.q}, {@code attn.k} and {@code attn.v} become {@code attn.qkv}.
 *
 * <pre>{@code
 * StateDict named = hub.rename(name -> VitHuggingFaceNames.graphName(graph, name));
 * StateDict weights = StackedProjections.toGraph(graph, named).select(graph);
 * }</pre>
 */
public final class StackedProjections {
  private StackedProjections() {}

  /**
   * Stacks what a graph wants to have in one.
   *
   * @param graph that the weights are for
   * @param weights under the graph's names, those of the three parts with {@code q}, {@code k} and
   *     {@code v} for {@code qkv}; may hold more or less than the graph needs
   * @return the same tensors, each complete three of them in one
   */
  public static StateDict toGraph(Graph graph, StateDict weights) {
    Map<String, Tensor> all = new LinkedHashMap<>(weights.tensors());
    for (String name : graph.parameters().keySet()) {
      int at = name.lastIndexOf(".qkv.");
      if (at >= 0 && !all.containsKey(name)) {
        List<String> parts =
            Stream.of("q", "k", "v").map(p -> part(name, at, p)).filter(all::containsKey).toList();
        if (parts.size() == 3) {
          all.put(name, stacked(parts.stream().map(all::get).toList()));
          parts.forEach(all::remove);
        }
      }
    }
    return StateDict.of(all);
  }

  private static String part(String name, int at, String letter) {
    return name.substring(0, at + 1) + letter + name.substring(at + ".qkv".length());
  }

  private static Tensor stacked(List<Tensor> parts) {
    int rows = parts.stream().mapToInt(part -> part.shape().get(0)).sum();
    long size = parts.stream().mapToLong(part -> part.shape().size()).sum();
    FloatBuffer values = FloatBuffer.allocate(Math.toIntExact(size));
    parts.forEach(part -> values.put(part.values()));
    Shape shape = parts.get(0).shape().channels(rows);
    return new Tensor(shape, values.flip());
  }
}
