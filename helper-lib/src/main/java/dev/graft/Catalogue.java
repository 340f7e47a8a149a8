package dev.graft;

import dev.graft.backbone.ConvNeXt;
import dev.graft.backbone.DenseNet;
import dev.graft.backbone.DenseNetNames;
import dev.graft.backbone.EfficientNet;
import dev.graft.backbone.EfficientNetLite;
import dev.graft.backbone.EfficientNetLiteNames;
import dev.graft.backbone.EfficientNetNames;
import dev.graft.backbone.InceptionV3;
import dev.graft.backbone.InceptionV3KerasNames;
import dev.graft.backbone.MobileNetV1;
import dev.graft.backbone.MobileNetV1Names;
import dev.graft.backbone.MobileNetV2;
import dev.graft.backbone.MobileNetV2Names;
import dev.graft.backbone.ResNet;
import dev.graft.backbone.ResNetNames;
import dev.graft.backbone.Vgg;
import dev.graft.backbone.VggNames;
import dev.graft.backbone.Xception;
import dev.graft.backbone.XceptionKerasNames;
import dev.graft.graph.Graph;
import dev.graft.weights.KerasDense;
import dev.graft.weights.StateDict;
import java.util.ArrayList;
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

    /** Under the graph's own names the dense layers are the graph's own already. */
    static Fitting keras(Naming naming) {
      return (graph, published) -> {
        StateDict named = named(naming).toGraph(graph, published);
        return named.names().equals(published.names())
            ? published
            : KerasDense.toGraph(graph, named);
      };
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

  static Row efficientNetLite(int number) {
    Family family =
        switch (number) {
          case 0 -> EfficientNetLite::lite0;
          case 1 -> EfficientNetLite::lite1;
          default -> EfficientNetLite::lite2;
        };
    return row(
        "efficientnet_lite" + number,
        new Flavour(TIMM, family, Fitting.named(EfficientNetLiteNames::timmName)));
  }

  static Row efficientNetB0() {
    return row(
        "efficientnet_b0",
        new Flavour(TORCHVISION, efficientNetB0(EfficientNet.Flavour.TORCHVISION), Fitting::kept),
        new Flavour(TIMM, efficientNetB0(EfficientNet.Flavour.TIMM), Fitting::kept),
        new Flavour(
            KERAS,
            efficientNetB0(EfficientNet.Flavour.KERAS),
            Fitting.keras(EfficientNetNames::graphName)));
  }

  private static Family efficientNetB0(EfficientNet.Flavour flavour) {
    return (size, classes) -> EfficientNet.b0(flavour, size, classes);
  }

  static Row mobileNetV1(double alpha) {
    return row(
        "mobilenet_v1_" + alpha,
        new Flavour(
            KERAS,
            (size, classes) -> MobileNetV1.of(alpha, size, classes),
            Fitting.keras(MobileNetV1Names::graphName)));
  }

  static Row mobileNetV2() {
    return row(
        "mobilenet_v2",
        new Flavour(TORCHVISION, MobileNetV2::of, Fitting::kept),
        mobileNetV2Keras(1));
  }

  static Row mobileNetV2(double width) {
    return row("mobilenet_v2_" + width, mobileNetV2Keras(width));
  }

  private static Flavour mobileNetV2Keras(double width) {
    return new Flavour(
        KERAS,
        (size, classes) -> MobileNetV2.of(MobileNetV2.Flavour.KERAS, width, size, classes),
        Fitting.keras(MobileNetV2Names::graphName));
  }

  static Row resNet(int depth) {
    Family family = (size, classes) -> ResNet.of(depth, size, classes);
    List<Flavour> flavours = new ArrayList<>();
    flavours.add(new Flavour(TORCHVISION, family, Fitting::kept));
    flavours.add(new Flavour(TIMM, family, Fitting::kept));
    if (depth >= 50) {
      flavours.add(
          new Flavour(
              KERAS,
              (size, classes) -> ResNet.of(ResNet.Flavour.KERAS, depth, size, classes),
              Fitting.keras(ResNetNames::graphName)));
    }
    return new Row("resnet" + depth, flavours);
  }

  static Row vgg(int depth) {
    Family family = (size, classes) -> Vgg.plain(depth, size, classes);
    return row(
        "vgg" + depth,
        new Flavour(TORCHVISION, family, Fitting::kept),
        new Flavour(KERAS, family, Fitting.keras(VggNames::graphName)));
  }

  static Row normalizedVgg(int depth) {
    return row(
        "vgg" + depth + "_bn",
        new Flavour(
            TORCHVISION, (size, classes) -> Vgg.normalized(depth, size, classes), Fitting::kept));
  }

  static Row inceptionV3() {
    return row(
        "inception_v3",
        new Flavour(TORCHVISION, InceptionV3::torchvision, Fitting::kept),
        new Flavour(
            KERAS,
            InceptionV3::keras,
            (graph, published) ->
                published.rename(InceptionV3KerasNames.graphNames(graph, published.names()))));
  }

  static Row xception() {
    return row(
        "xception",
        new Flavour(TIMM, Xception::timm, Fitting::kept),
        new Flavour(
            KERAS,
            Xception::keras,
            (graph, published) ->
                published.rename(XceptionKerasNames.graphNames(graph, published.names()))));
  }

  static Row denseNet121() {
    Family family = (size, classes) -> DenseNet.of(121, size, classes);
    Fitting fitting = Fitting.named((graph, published) -> DenseNetNames.torchvisionName(published));
    return row(
        "densenet121",
        new Flavour(TORCHVISION, family, fitting),
        new Flavour(TIMM, family, fitting));
  }

  static Row convNeXtTiny() {
    return row("convnext_tiny", new Flavour(TORCHVISION, ConvNeXt::tiny, Fitting::kept));
  }

  /** A body that no table has. */
  static Row own(Graph body) {
    return row(body.name(), new Flavour("own", (size, classes) -> body, Fitting::kept));
  }

  private static Row row(String name, Flavour... flavours) {
    return new Row(name, List.of(flavours));
  }
}
