package dev.graft.train;

import dev.graft.engine.Network;
import dev.graft.graph.Node;
import dev.graft.graph.Parameter;
import dev.graft.graph.Stage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Set;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Says before a stage what will learn in it, and how fast. */
final class StagePlan {
  private StagePlan() {}

  /** One row for each part of the network that learns; narrow enough for a telephone. */
  static Table table(Network network, FineTune options, int stage) {
    Set<String> learned = network.trainable();
    LayerRates rates =
        new LayerRates(network.graph().after(network.boundary()), options.rates().layerDecay());
    StringColumn layers = StringColumn.create("learns");
    LongColumn parameters = LongColumn.create("parameters");
    DoubleColumn rate = DoubleColumn.create("rate");
    for (Stage part : network.graph().stages()) {
      List<Node> nodes =
          network.graph().nodes().stream().filter(n -> part.nodes().contains(n.name())).toList();
      long count = 0;
      String first = "";
      for (Node node : nodes) {
        for (Parameter p : node.op().parameters()) {
          if (learned.contains(node.key(p))) {
            count += p.shape().size();
            first = first.isEmpty() ? node.key(p) : first;
          }
        }
      }
      if (count > 0) {
        layers.append(part.name());
        parameters.append(count);
        rate.append(legible(options.rates().learningRate() * rates.factor(first)));
      }
    }
    return Table.create("stage " + stage, layers, parameters, rate);
  }

  /** Three digits that count: a rate that decayed layer by layer has many. */
  private static double legible(double rate) {
    return new BigDecimal(rate).round(new MathContext(3)).doubleValue();
  }
}
