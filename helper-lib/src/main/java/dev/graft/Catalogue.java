package dev.graft;

import dev.graft.Flavour.Family;
import dev.graft.Flavour.Names;
import dev.graft.backbone.ConvNeXt;
import dev.graft.backbone.ConvNeXtNames;
import dev.graft.backbone.DenseNet;
import dev.graft.backbone.DenseNetNames;
import dev.graft.backbone.DinoV2;
import dev.graft.backbone.DinoV2.Features;
import dev.graft.backbone.DinoV2.Registers;
import dev.graft.backbone.DinoV2Names;
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
import dev.graft.backbone.MobileNetV2TimmNames;
import dev.graft.backbone.ResNet;
import dev.graft.backbone.ResNetNames;
import dev.graft.backbone.Swin;
import dev.graft.backbone.SwinHuggingFaceNames;
import dev.graft.backbone.SwinTimmNames;
import dev.graft.backbone.Vgg;
import dev.graft.backbone.VggNames;
import dev.graft.backbone.Vit;
import dev.graft.backbone.VitHuggingFaceNames;
import dev.graft.backbone.VitTorchvisionNames;
import dev.graft.backbone.Xception;
import dev.graft.backbone.XceptionKerasNames;
import dev.graft.graph.Graph;
import dev.graft.weights.PositionResizing;
import java.util.List;

/**
 * The networks that {@link Backbone} offers, a flavour for each way one is published. Their weights
 * are lines of {@link WeightTable}, which are offered as soon as their flavour is here.
 */
final class Catalogue {

  /** All there are, in the order in which they are listed. */
  static final List<CatalogueRow> ROWS =
      List.of(
          efficientNetLite(0),
          efficientNetLite(1),
          efficientNetLite(2),
          efficientNetB0(),
          mobileNetV1(1.0),
          mobileNetV1(0.75),
          mobileNetV1(0.5),
          mobileNetV1(0.25),
          mobileNetV2(),
          mobileNetV2(0.35),
          mobileNetV2(0.5),
          mobileNetV2(0.75),
          mobileNetV2(1.3),
          mobileNetV2(1.4),
          resNet(18),
          resNet(34),
          resNet(50),
          resNet(101),
          resNet(152),
          vgg(16),
          normalizedVgg(16),
          vgg(19),
          normalizedVgg(19),
          inceptionV3(),
          xception(),
          denseNet(121),
          denseNet(169),
          denseNet(201),
          convNeXtTiny(),
          swinTiny(),
          vit(Vit.Size.BASE),
          vit(Vit.Size.SMALL),
          vit(Vit.Size.TINY),
          deitTiny(),
          dinoV2(Vit.Size.SMALL, Registers.NONE),
          dinoV2(Vit.Size.SMALL, Registers.FOUR),
          dinoV2(Vit.Size.BASE, Registers.NONE),
          dinoV2(Vit.Size.BASE, Registers.FOUR));

  private Catalogue() {}

  static CatalogueRow efficientNetLite(int number) {
    Family family =
        switch (number) {
          case 0 -> EfficientNetLite::lite0;
          case 1 -> EfficientNetLite::lite1;
          default -> EfficientNetLite::lite2;
        };
    Fitting fitting = Fitting.named(EfficientNetLiteNames::timmName);
    return row("efficientnet_lite" + number, Flavour.timm(family, fitting).named(Names.BOTH));
  }

  static CatalogueRow efficientNetB0() {
    return row(
        "efficientnet_b0",
        Flavour.torchvision(efficientNetB0(EfficientNet.Flavour.TORCHVISION)),
        Flavour.timm(efficientNetB0(EfficientNet.Flavour.TIMM)),
        Flavour.keras(
                efficientNetB0(EfficientNet.Flavour.KERAS),
                Fitting.keras(EfficientNetNames::graphName))
            .named(Names.BOTH)); // timm's tf_efficientnet_b0 has timm's names
  }

  private static Family efficientNetB0(EfficientNet.Flavour flavour) {
    return (size, classes) -> EfficientNet.b0(flavour, size, classes);
  }

  static CatalogueRow mobileNetV1(double alpha) {
    Family family = (size, classes) -> MobileNetV1.of(alpha, size, classes);
    Fitting fitting = Fitting.keras(MobileNetV1Names::graphName);
    Family slim = (size, classes) -> MobileNetV1.of(MobileNetV1.Flavour.SLIM, alpha, size, classes);
    return row(
        "mobilenet_v1_" + alpha,
        Flavour.keras(family, fitting).named(Names.BOTH),
        Flavour.slim(slim, Fitting.slim(MobileNetV1Names::graphName)));
  }

  static CatalogueRow mobileNetV2() {
    return row(
        "mobilenet_v2",
        Flavour.torchvision(MobileNetV2::of),
        mobileNetV2Keras(1),
        mobileNetV2Timm(1),
        mobileNetV2Slim(1));
  }

  static CatalogueRow mobileNetV2(double width) {
    return row(
        "mobilenet_v2_" + width,
        mobileNetV2Keras(width),
        mobileNetV2Timm(width).named(Names.BOTH), // torchvision draws these widths and has no files
        mobileNetV2Slim(width));
  }

  private static Flavour mobileNetV2Keras(double width) {
    return Flavour.keras(
        mobileNetV2(MobileNetV2.Flavour.KERAS, width), Fitting.keras(MobileNetV2Names::graphName));
  }

  private static Flavour mobileNetV2Timm(double width) {
    return Flavour.timm(
        mobileNetV2(MobileNetV2.Flavour.TORCHVISION, width),
        Fitting.named(MobileNetV2TimmNames::graphName));
  }

  private static Family mobileNetV2(MobileNetV2.Flavour flavour, double width) {
    return (size, classes) -> MobileNetV2.of(flavour, width, size, classes);
  }

  private static Flavour mobileNetV2Slim(double width) {
    return Flavour.slim(
        mobileNetV2(MobileNetV2.Flavour.SLIM, width), Fitting.slim(MobileNetV2Names::graphName));
  }

  static CatalogueRow resNet(int depth) {
    Family family = (size, classes) -> ResNet.of(depth, size, classes);
    Family keras = (size, classes) -> ResNet.of(ResNet.Flavour.KERAS, depth, size, classes);
    Flavour torchvision = Flavour.torchvision(family);
    Flavour timm = Flavour.timm(family);
    return depth < 50 // Keras has none of the shallow ones
        ? row("resnet" + depth, torchvision, timm)
        : row(
            "resnet" + depth,
            torchvision,
            timm,
            Flavour.keras(keras, Fitting.keras(ResNetNames::graphName)));
  }

  static CatalogueRow vgg(int depth) {
    Family family = (size, classes) -> Vgg.plain(depth, size, classes);
    return row(
        "vgg" + depth,
        Flavour.torchvision(family),
        Flavour.keras(family, Fitting.keras(VggNames::graphName)),
        Flavour.timm(family, Fitting.named(VggNames::graphName)));
  }

  static CatalogueRow normalizedVgg(int depth) {
    Family family = (size, classes) -> Vgg.normalized(depth, size, classes);
    return row(
        "vgg" + depth + "_bn",
        Flavour.torchvision(family),
        Flavour.timm(family, Fitting.named(VggNames::graphName)));
  }

  static CatalogueRow inceptionV3() {
    return row(
        "inception_v3",
        Flavour.torchvision(InceptionV3::torchvision),
        Flavour.keras(InceptionV3::keras, Fitting.numbered(InceptionV3KerasNames::graphNames)),
        Flavour.timm(InceptionV3::torchvision));
  }

  static CatalogueRow xception() {
    return row(
        "xception",
        Flavour.timm(Xception::timm),
        Flavour.keras(Xception::keras, Fitting.numbered(XceptionKerasNames::graphNames)));
  }

  static CatalogueRow denseNet(int depth) {
    Family family = (size, classes) -> DenseNet.of(depth, size, classes);
    Family keras = (size, classes) -> DenseNet.of(DenseNet.Flavour.KERAS, depth, size, classes);
    Fitting old = Fitting.named((graph, published) -> DenseNetNames.torchvisionName(published));
    return row(
        "densenet" + depth,
        Flavour.torchvision(family, old).named(Names.BOTH),
        Flavour.timm(family, old).named(Names.BOTH),
        Flavour.keras(keras, Fitting.keras(DenseNetNames::graphName)));
  }

  static CatalogueRow convNeXtTiny() {
    return row(
        "convnext_tiny",
        Flavour.torchvision(ConvNeXt::tiny),
        Flavour.timm(ConvNeXt::tiny, Fitting.named(ConvNeXtNames::graphName)),
        Flavour.keras(ConvNeXt::tiny, Fitting.keras(ConvNeXtNames::graphName)));
  }

  static CatalogueRow swinTiny() {
    return row(
        "swin_t",
        Flavour.torchvision(Swin::tiny),
        Flavour.timm(Swin::tiny, Fitting.numbered(SwinTimmNames::graphNames)),
        Flavour.huggingFace(Swin::tiny, Fitting.stacked(SwinHuggingFaceNames::graphName)));
  }

  static CatalogueRow vit(Vit.Size width) {
    Family family = (size, classes) -> Vit.of(width, size, classes);
    Family hub = (size, classes) -> Vit.huggingFace(width, size, classes);
    Flavour timm = timm(family);
    Flavour huggingFace = huggingFace(hub);
    String name = family.graph(224, 1000).name();
    return width == Vit.Size.BASE // torchvision has none of the smaller ones
        ? row(name, torchvision(family), timm, huggingFace)
        : row(name, timm, huggingFace);
  }

  /** DeiT's authors built upon timm, whose names they have. */
  static CatalogueRow deitTiny() {
    Family family = (size, classes) -> Vit.deit(Vit.Size.TINY, size, classes);
    Family hub = (size, classes) -> Vit.huggingFaceDeit(Vit.Size.TINY, size, classes);
    Fitting kept = new TokenFitting(Fitting.KEPT, PositionResizing.ANTIALIASED);
    Flavour meta = Flavour.meta(family, kept).named(Names.GRAPH);
    return row("deit_ti_16", meta, timm(family), huggingFace(hub));
  }

  private static Flavour torchvision(Family family) {
    var fitting = new TokenFitting(VitTorchvisionNames::graphName, PositionResizing.CORNERS);
    return new Flavour("torchvision", family, fitting);
  }

  private static Flavour timm(Family family) {
    var fitting = new TokenFitting(Fitting.KEPT, PositionResizing.ANTIALIASED);
    return Flavour.timm(family, fitting).named(Names.GRAPH);
  }

  private static Flavour huggingFace(Family family) {
    return Flavour.huggingFace(
        family, new TokenFitting(VitHuggingFaceNames::graphName, PositionResizing.SIDES));
  }

  static CatalogueRow dinoV2(Vit.Size width, Registers registers) {
    boolean none = registers == Registers.NONE;
    PositionResizing first = none ? PositionResizing.LONGER_SIDES : PositionResizing.ANTIALIASED;
    PositionResizing hub = none ? PositionResizing.SIDES : PositionResizing.ANTIALIASED;
    Family family = dinoV2(width, registers, Features.CLASS);
    Family both = dinoV2(width, registers, Features.CLASS_AND_MEAN);
    Fitting hubs = new TokenFitting(VitHuggingFaceNames::graphName, hub);
    return row(
        family.graph(224, 1000).name(),
        Flavour.meta(family, new TokenFitting(DinoV2Names::graphName, first)),
        Flavour.timm(
            family, new TokenFitting(DinoV2Names::graphName, PositionResizing.ANTIALIASED)),
        Flavour.huggingFace(family, hubs),
        new Flavour("huggingface-linear", both, hubs));
  }

  private static Family dinoV2(Vit.Size width, Registers registers, Features features) {
    return (size, classes) -> DinoV2.of(width, registers, features, size, classes);
  }

  /** A body that no table has. */
  static CatalogueRow own(Graph body) {
    return row(body.name(), new Flavour("own", (size, classes) -> body, Fitting::kept));
  }

  private static CatalogueRow row(String name, Flavour... flavours) {
    return new CatalogueRow(name, List.of(flavours));
  }
}
