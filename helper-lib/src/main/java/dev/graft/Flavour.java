package dev.graft;

import dev.graft.graph.Graph;

/**
 * One way in which a network is published.
 *
 * @param name as a {@link WeightSet} states it
 * @param family draws the network
 * @param fitting brings what is published into its form
 */
record Flavour(String name, Family family, Fitting fitting) {

  /** Draws a network. */
  interface Family {
    Graph graph(int size, int classes);
  }

  static Flavour torchvision(Family family) {
    return torchvision(family, Fitting::kept);
  }

  static Flavour torchvision(Family family, Fitting fitting) {
    return new Flavour("torchvision", family, fitting);
  }

  static Flavour timm(Family family) {
    return timm(family, Fitting::kept);
  }

  static Flavour timm(Family family, Fitting fitting) {
    return new Flavour("timm", family, fitting);
  }

  static Flavour keras(Family family, Fitting fitting) {
    return new Flavour("keras", family, fitting);
  }

  static Flavour slim(Family family, Fitting fitting) {
    return new Flavour("slim", family, fitting);
  }
}
