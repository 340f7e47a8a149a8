package dev.graft.cli;

import dev.graft.graph.Graph;
import dev.graft.graph.Parameter;
import dev.graft.graph.Stage;
import java.util.Locale;

/** The layers and blocks of a network as lines that a person reads. */
final class OnnxRows {
  private OnnxRows() {}

  static void print(Graph graph, String end) {
    System.out.printf("%s: %s %s%n", graph.name(), graph.inputShape(), graph.outputShape());
    for (Stage stage : graph.stages()) {
      System.out.printf(
          Locale.ROOT,
          "%-6s %-40s %4d nodes  %-18s %,d%n",
          stage.kind().name().toLowerCase(Locale.ROOT),
          stage.name(),
          stage.nodes().size(),
          graph.shape(stage.output()),
          parameters(graph, stage));
    }
    System.out.printf(
        Locale.ROOT,
        "it learns: %d blocks, %d layers; a new head is put behind %s %s%n",
        graph.stages().stream().filter(s -> s.kind() == Stage.Kind.BLOCK).count(),
        graph.nodes().size() - graph.inputs().size(),
        end,
        graph.shape(end));
  }

  private static long parameters(Graph graph, Stage stage) {
    return graph.nodes().stream()
        .filter(node -> stage.nodes().contains(node.name()))
        .flatMap(node -> node.op().parameters().stream())
        .filter(Parameter::learned)
        .mapToLong(p -> p.shape().size())
        .sum();
  }
}
