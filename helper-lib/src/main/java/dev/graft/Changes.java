package dev.graft;

import dev.graft.graph.Graph;
import dev.graft.graph.Node;
import dev.graft.graph.Stage;
import dev.graft.weights.StateDict;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.DoubleColumnType;

/** What became of the weights of each stage since a snapshot. */
final class Changes {
  private final Graph graph;
  private final StateDict before;
  private final StateDict now;

  private Changes(Graph graph, StateDict before, StateDict now) {
    this.graph = graph;
    this.before = before.select(graph);
    this.now = now;
  }

  static Table of(ModelState state, StateDict before) {
    Graph graph = state.graph();
    Changes changes = new Changes(graph, before, state.weights());
    Table table =
        Table.create(
            "changes of " + graph.name(),
            StringColumn.create("layer"),
            StringColumn.create("learns"),
            IntColumn.create("weights"),
            IntColumn.create("weights changed"),
            IntColumn.create("statistics"),
            IntColumn.create("statistics changed"),
            DoubleColumn.create("moved"));
    for (Stage stage : graph.stages()) {
      table.stringColumn(0).append(stage.name());
      table.stringColumn(1).append(Summary.learns(state, stage));
      changes.append(table, stage);
    }
    return table;
  }

  private void append(Table table, Stage stage) {
    List<String> weights = tensors(stage, true);
    List<String> statistics = tensors(stage, false);
    table.intColumn(2).append(weights.size());
    table.intColumn(3).append(changed(weights));
    table.intColumn(4).append(statistics.size());
    table.intColumn(5).append(changed(statistics));
    table.doubleColumn(6).append(moved(weights));
  }

  private List<String> tensors(Stage stage, boolean learned) {
    return graph.nodes().stream()
        .filter(node -> stage.nodes().contains(node.name()))
        .flatMap(node -> named(node, learned))
        .toList();
  }

  private static Stream<String> named(Node node, boolean learned) {
    return node.op().parameters().stream()
        .filter(parameter -> parameter.learned() == learned)
        .map(node::key);
  }

  private int changed(List<String> names) {
    return (int) names.stream().filter(name -> !equal(name)).count();
  }

  private boolean equal(String name) {
    return Arrays.equals(before.get(name).toArray(), now.get(name).toArray());
  }

  private double moved(List<String> names) {
    double distance = 0;
    double length = 0;
    for (String name : names) {
      float[] old = before.get(name).toArray();
      float[] fresh = now.get(name).toArray();
      for (int i = 0; i < old.length; i++) {
        distance += ((double) fresh[i] - old[i]) * ((double) fresh[i] - old[i]);
        length += (double) old[i] * old[i];
      }
    }
    if (distance == 0) {
      return 0;
    }
    return length == 0 ? DoubleColumnType.missingValueIndicator() : Math.sqrt(distance / length);
  }
}
