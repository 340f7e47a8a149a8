package dev.graft.graph;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** Who reads each value of a graph. Its outputs are read once more, by whoever asked for them. */
public final class Readers {
  private final Graph graph;
  private final Map<String, Integer> counts = new HashMap<>();

  private Readers(Graph graph) {
    this.graph = graph;
    graph.nodes().forEach(n -> n.inputs().forEach(value -> counts.merge(value, 1, Integer::sum)));
    graph.outputs().forEach(value -> counts.merge(value, 1, Integer::sum));
  }

  /**
   * Reads a graph.
   *
   * @param graph whose values are counted
   * @return its readers
   */
  public static Readers of(Graph graph) {
    return new Readers(graph);
  }

  /**
   * Counts how often each value is read.
   *
   * @return a new map, node to count; nobody reads a node that is missing
   */
  public Map<String, Integer> counts() {
    return new HashMap<>(counts);
  }

  /**
   * Finds ops that can be computed as one: the second alone reads the first, as its first input.
   *
   * @param first what is read
   * @param second what reads it
   * @return name of the first to the node of the second
   */
  public Map<String, Node> pairs(Predicate<Op> first, Predicate<Op> second) {
    Map<String, Op> ops = new HashMap<>();
    Map<String, Node> pairs = new HashMap<>();
    for (Node node : graph.nodes()) {
      ops.put(node.name(), node.op());
      if (second.test(node.op()) && !node.inputs().isEmpty()) {
        String input = node.inputs().get(0);
        if (first.test(ops.get(input)) && counts.get(input) == 1) {
          pairs.put(input, node);
        }
      }
    }
    return pairs;
  }
}
