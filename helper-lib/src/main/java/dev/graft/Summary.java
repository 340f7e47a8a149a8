package dev.graft;

import dev.graft.graph.Graph;
import dev.graft.graph.Node;
import dev.graft.graph.Opaque;
import dev.graft.graph.Parameter;
import dev.graft.graph.Stage;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A model as a table: one row a stage. */
final class Summary {
  private Summary() {}

  static Table of(ModelState state) {
    StringColumn layer = StringColumn.create("layer");
    StringColumn output = StringColumn.create("output");
    LongColumn parameters = LongColumn.create("parameters");
    StringColumn learns = StringColumn.create("learns");
    Graph graph = state.graph();
    for (Stage stage : graph.stages()) {
      layer.append(stage.name());
      output.append(graph.shape(stage.output()).toString());
      parameters.append(count(graph, Set.copyOf(stage.nodes())));
      learns.append(learns(state, stage));
    }
    return Table.create(graph.name(), layer, output, parameters, learns);
  }

  static String learns(ModelState state, Stage stage) {
    Set<String> withWeights =
        state.graph().nodes().stream()
            .filter(n -> stage.nodes().contains(n.name()) && !n.op().parameters().isEmpty())
            .map(Node::name)
            .collect(Collectors.toSet());
    long still = withWeights.stream().filter(state.frozen()::contains).count();
    if (withWeights.isEmpty()) {
      return "–";
    }
    return still == 0 ? "trainable" : still == withWeights.size() ? "frozen" : "in part";
  }

  private static long count(Graph graph, Set<String> nodes) {
    return graph.nodes().stream()
        .filter(n -> nodes.contains(n.name()))
        .mapToLong(Summary::count)
        .sum();
  }

  private static long count(Node node) {
    return node.op() instanceof Opaque opaque
        ? opaque.size()
        : node.op().parameters().stream()
            .filter(Parameter::learned)
            .mapToLong(p -> p.shape().size())
            .sum();
  }

  static String text(ModelState state, String where) {
    Graph graph = state.graph();
    Set<String> all = graph.nodes().stream().map(Node::name).collect(Collectors.toSet());
    Set<String> live =
        all.stream().filter(n -> !state.frozen().contains(n)).collect(Collectors.toSet());
    return String.format(
            Locale.ROOT,
            "%s, %d classes, %,d parameters, %,d of them trainable, %s%n",
            state.backbone(),
            state.classes().size(),
            count(graph, all),
            count(graph, live),
            where)
        + of(state).printAll();
  }
}
