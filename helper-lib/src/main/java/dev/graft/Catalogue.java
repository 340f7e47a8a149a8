package dev.graft;

import dev.graft.backbone.EfficientNetLite;
import dev.graft.backbone.EfficientNetLiteNames;
import dev.graft.backbone.MobileNetV1;
import dev.graft.backbone.MobileNetV2;
import dev.graft.backbone.ResNet;
import dev.graft.backbone.Vgg;
import dev.graft.graph.Graph;
import dev.graft.weights.StateDict;
import java.util.List;

/**
 * The graphs behind {@link Backbone}'s constants, a flavour for each way the network is published.
 * Their weights are lines of {@link WeightTable}, which are offered as soon as their flavour is
 * here.
 */
final class Catalogue {
  private static final String KERAS = "keras";
  private static final String TIMM = "timm";
  private static final String TORCHVISION = "torchvision";

  /** Draws a network. */
  interface Family {
    Graph graph(int size, int classes);
  }

  /** Gives a published tensor the name that the graph has for it. */
  interface Naming {
    String graphName(Graph graph, String published);
  }

  /** Brings published tensors, in torch's layout, into the form the graph wants. */
  interface Fitting {
    StateDict toGraph(Graph graph, StateDict published);

    /** The published names are the graph's. */
    static StateDict kept(Graph graph, StateDict published) {
      return published;
    }

    static Fitting named(Naming naming) {
      return (graph, published) -> published.rename(name -> naming.graphName(graph, name));
    }
  }

  /** One way in which a network is published. */
  record Flavour(String name, Family family, Fitting fitting) {}

  /**
   * One network.
   *
   * @param name as in {@link Backbone#named}
   * @param flavours at least one
   */
  record Row(String name, List<Flavour> flavours) {
    Row {
      flavours = List.copyOf(flavours);
    }

    /** The published sets that one of the flavours can take, the default first. */
    List<WeightSet> sets() {
      List<String> known = flavours.stream().map(Flavour::name).toList();
      return WeightTable.of(name).stream().filter(set -> known.contains(set.flavour())).toList();
    }

    Flavour flavour(WeightSet set) {
      return flavours.stream()
          .filter(f -> f.name().equals(set.flavour()))
          .findFirst()
          .orElseThrow();
    }
  }

  private Catalogue() {}

  static Row efficientNetLite0() {
    return row(
        "efficientnet_lite0",
        new Flavour(TIMM, EfficientNetLite::lite0, Fitting.named(EfficientNetLiteNames::timmName)));
  }

  static Row mobileNetV1(double alpha) {
    return row(
        "mobilenet_v1_" + alpha,
        new Flavour(KERAS, (size, classes) -> MobileNetV1.of(alpha, size, classes), Fitting::kept));
  }

  static Row mobileNetV2() {
    return row("mobilenet_v2", new Flavour(TORCHVISION, MobileNetV2::of, Fitting::kept));
  }

  static Row resNet(int depth) {
    Family family = (size, classes) -> ResNet.of(depth, size, classes);
    return row(
        "resnet" + depth,
        new Flavour(TORCHVISION, family, Fitting::kept),
        new Flavour(TIMM, family, Fitting::kept));
  }

  static Row vgg(int depth) {
    return row(
        "vgg" + depth,
        new Flavour(
            TORCHVISION, (size, classes) -> Vgg.plain(depth, size, classes), Fitting::kept));
  }

  static Row normalizedVgg(int depth) {
    return row(
        "vgg" + depth + "_bn",
        new Flavour(
            TORCHVISION, (size, classes) -> Vgg.normalized(depth, size, classes), Fitting::kept));
  }

  /** A body that no table has. */
  static Row own(Graph body) {
    return row(body.name(), new Flavour("own", (size, classes) -> body, Fitting::kept));
  }

  private static Row row(String name, Flavour... flavours) {
    return new Row(name, List.of(flavours));
  }
}
