package dev.graft.train;

import dev.graft.graph.Graph;

final class LayerRates {
  static LayerRates of(Graph g, double d) {
    return new LayerRates();
  }

  double factor(String n) {
    return 1;
  }
}
