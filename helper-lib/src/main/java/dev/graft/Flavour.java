package dev.graft;

import dev.graft.graph.Graph;

/**
 * One way in which a network is published.
 *
 * @param name as a {@link WeightSet} states it
 * @param family draws the network
 * @param fitting brings what is published into its form
 * @param names under which its publisher's files have their tensors
 */
record Flavour(String name, Family family, Fitting fitting, Names names) {
  Flavour(String name, Family family, Fitting fitting) {
    this(name, family, fitting, Names.OTHER);
  }

  /** Whose names the tensors of a file have: they tell whose file it is. */
  enum Names {
    /** The graph's own; a file with other names is somebody else's. */
    GRAPH,
    /** timm's, which the fitting knows; a file with the graph's names is somebody else's. */
    OTHER,
    /** Either. */
    BOTH,
    /** Keras's: {@code block1_conv1.kernel}. */
    KERAS,
    /** TF-Slim's, which TF-Hub has too: {@code MobilenetV1/Conv2d_0/BatchNorm/gamma}. */
    SLIM
  }

  /** Says that files under these names too are of this flavour. */
  Flavour named(Names theirs) {
    return new Flavour(name, family, fitting, theirs);
  }

  /** Draws a network. */
  interface Family {
    Graph graph(int size, int classes);
  }

  static Flavour torchvision(Family family) {
    return torchvision(family, Fitting::kept).named(Names.GRAPH);
  }

  static Flavour torchvision(Family family, Fitting fitting) {
    return new Flavour("torchvision", family, fitting);
  }

  static Flavour timm(Family family) {
    return timm(family, Fitting::kept).named(Names.GRAPH);
  }

  static Flavour timm(Family family, Fitting fitting) {
    return new Flavour("timm", family, fitting);
  }

  static Flavour meta(Family family, Fitting fitting) {
    return new Flavour("meta", family, fitting);
  }

  static Flavour huggingFace(Family family, Fitting fitting) {
    return new Flavour("huggingface", family, fitting);
  }

  static Flavour keras(Family family, Fitting fitting) {
    return new Flavour("keras", family, fitting, Names.KERAS);
  }

  static Flavour slim(Family family, Fitting fitting) {
    return new Flavour("slim", family, fitting, Names.SLIM);
  }
}
