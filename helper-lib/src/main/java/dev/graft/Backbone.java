package dev.graft;

import dev.graft.graph.Graph;
import dev.graft.graph.Stage;
import dev.graft.train.Engines;
import dev.graft.weights.InputContract;
import dev.graft.weights.StateDict;
import dev.graft.weights.WeightStore;
import dev.graft.weights.Weights;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The catalogue of networks pretrained on ImageNet: a row each, with its graph, its weights and
 * what those weights want to see.
 *
 * <pre>{@code
 * var model = Backbone.EFFICIENTNET_LITE0.load();
 * var mine = Backbone.named("mobilenet_v1_0.25").load(Path.of("weights.safetensors"));
 * }</pre>
 */
public final class Backbone {
  private static final int IMAGENET_CLASSES = 1000;
  private static final int IMAGENET_SIZE = 224;

  /**
   * EfficientNet-Lite0, ImageNet top-1 75.1 %, 4.65 M parameters, Apache-2.0; its weights come with
   * a Python package, so that no download is needed.
   */
  public static final Backbone EFFICIENTNET_LITE0 = new Backbone(Catalogue.EFFICIENTNET_LITE0);

  /** MobileNet v1 at full width, in Keras's flavour; weights are given as a file. */
  public static final Backbone MOBILENET_V1 = new Backbone(Catalogue.mobileNetV1(1.0));

  /** MobileNet v1 with three quarters of the channels. */
  public static final Backbone MOBILENET_V1_075 = new Backbone(Catalogue.mobileNetV1(0.75));

  /** MobileNet v1 with half of the channels. */
  public static final Backbone MOBILENET_V1_050 = new Backbone(Catalogue.mobileNetV1(0.5));

  /** MobileNet v1 with a quarter of the channels. */
  public static final Backbone MOBILENET_V1_025 = new Backbone(Catalogue.mobileNetV1(0.25));

  /** MobileNetV2, 3.50 M parameters, in torchvision's flavour; weights are given as a file. */
  public static final Backbone MOBILENET_V2 = new Backbone(Catalogue.MOBILENET_V2);

  /** ResNet18, 11.7 M parameters, in torchvision's flavour; weights are given as a file. */
  public static final Backbone RESNET18 = new Backbone(Catalogue.resNet(18));

  /** ResNet34, 21.8 M parameters. */
  public static final Backbone RESNET34 = new Backbone(Catalogue.resNet(34));

  /** ResNet50, 25.6 M parameters. */
  public static final Backbone RESNET50 = new Backbone(Catalogue.resNet(50));

  /** ResNet101, 44.5 M parameters. */
  public static final Backbone RESNET101 = new Backbone(Catalogue.resNet(101));

  /** ResNet152, 60.2 M parameters. */
  public static final Backbone RESNET152 = new Backbone(Catalogue.resNet(152));

  /**
   * VGG16, 138.4 M parameters of which 14.7 M are in the backbone, in torchvision's flavour;
   * weights are given as a file.
   */
  public static final Backbone VGG16 = new Backbone(Catalogue.vgg(16));

  /** VGG16 with batch normalization. */
  public static final Backbone VGG16_BN = new Backbone(Catalogue.normalizedVgg(16));

  /** VGG19, 143.7 M parameters of which 20.0 M are in the backbone. */
  public static final Backbone VGG19 = new Backbone(Catalogue.vgg(19));

  /** VGG19 with batch normalization. */
  public static final Backbone VGG19_BN = new Backbone(Catalogue.normalizedVgg(19));

  private final Catalogue.Row row;
  private final int size;
  private final String engine;

  private Backbone(Catalogue.Row row) {
    this(row, IMAGENET_SIZE, "");
  }

  private Backbone(Catalogue.Row row, int size, String engine) {
    this.row = row;
    this.size = size;
    this.engine = engine;
  }

  /**
   * Lists the catalogue.
   *
   * @return every row
   */
  public static List<Backbone> all() {
    return List.of(
        EFFICIENTNET_LITE0,
        MOBILENET_V1,
        MOBILENET_V1_075,
        MOBILENET_V1_050,
        MOBILENET_V1_025,
        MOBILENET_V2,
        RESNET18,
        RESNET34,
        RESNET50,
        RESNET101,
        RESNET152,
        VGG16,
        VGG16_BN,
        VGG19,
        VGG19_BN);
  }

  /**
   * Finds a row.
   *
   * @param name such as {@code efficientnet_lite0}; case, and {@code -} for {@code _}, do not
   *     matter
   * @return the backbone
   * @throws IllegalArgumentException when there is none; the text lists all
   */
  public static Backbone named(String name) {
    String key = name.toLowerCase(Locale.ROOT).replace('-', '_');
    return all().stream()
        .filter(b -> b.name().equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no backbone \""
                        + name
                        + "\"; there are "
                        + all().stream().map(Backbone::name).collect(Collectors.joining(", "))));
  }

  /**
   * Begins with an ONNX image model, of which the first part becomes a frozen backbone.
   *
   * @param file in ONNX format
   * @return options, to be closed with {@code load()}
   */
  public static OnnxBackbone onnx(Path file) {
    return OnnxBackbone.of(file);
  }

  /** Makes a row of its own for a body that no catalogue has; it has no ImageNet top. */
  static Backbone of(Graph body, InputContract contract, String engine) {
    var row =
        new Catalogue.Row(
            body.name(), (size, classes) -> body, Catalogue.Naming::kept, size -> contract, null);
    return new Backbone(row, contract.height(), engine);
  }

  /**
   * Names this row.
   *
   * @return for example {@code efficientnet_lite0}
   */
  public String name() {
    return row.name();
  }

  /**
   * Changes the size of the input.
   *
   * @param pixels side of the square, at least 32
   * @return the backbone at that size
   */
  public Backbone size(int pixels) {
    if (pixels < 32) {
      throw new IllegalArgumentException("input size is " + pixels + ", must be at least 32");
    }
    return new Backbone(row, pixels, engine);
  }

  /**
   * Chooses the training engine in place of the rule in {@link Engines}.
   *
   * @param name {@code MXNet} or {@code PyTorch}
   * @return the backbone on that engine
   */
  public Backbone on(String name) {
    return new Backbone(row, size, Engines.named(name));
  }

  /**
   * Tells what the weights want to see.
   *
   * @return size, colour order, mean and std
   */
  public InputContract contract() {
    return row.contract().of(size);
  }

  /**
   * Draws the network with its ImageNet top.
   *
   * @return the graph
   */
  public Graph graph() {
    return row.family().graph(size, IMAGENET_CLASSES);
  }

  /**
   * Loads the ImageNet weights of the catalogue: from {@code GRAFT_HOME}, from an installed Python
   * package, or by download.
   *
   * @return a model, all of it trainable
   * @throws IllegalArgumentException when they are not to be had; the text says what to do
   */
  public TransferModel load() {
    return load(file());
  }

  /**
   * Loads weights from a file of any format that {@link Weights} reads. A file without the ImageNet
   * classifier gives a model that wants {@code replaceHead}.
   *
   * @param file the weights
   * @return a model, all of it trainable
   * @throws IllegalArgumentException when the file does not fit this network; the text says where
   */
  public TransferModel load(Path file) {
    StateDict weights = weights(file);
    Graph graph = graph();
    Stage head = graph.stages().get(graph.stages().size() - 1);
    boolean topless =
        head.nodes().stream().noneMatch(node -> weights.names().contains(node + ".weight"));
    Graph fitting = topless ? body() : graph;
    return model(fitting, weights.select(fitting));
  }

  /**
   * Reads a weight file under this network's names.
   *
   * @param file the weights
   * @return all its tensors, of which the network may need fewer
   */
  public StateDict weights(Path file) {
    Graph graph = graph();
    return Weights.read(file).rename(name -> row.naming().graphName(graph, name));
  }

  /**
   * Finds the weight file of the catalogue on this machine, or downloads it.
   *
   * @return the file, verified
   */
  public Path file() {
    if (row.weights() == null) {
      throw new IllegalArgumentException(
          name() + " has no published weights in the catalogue; give a file to load(Path)");
    }
    return WeightStore.atHome().find(row.weights());
  }

  /**
   * Makes the same network with random weights, the honest baseline of transfer learning. Train it
   * with {@code BatchNormStatistics.UPDATED}: its stored statistics say nothing yet.
   *
   * @param seed of the weights
   * @return a model, all of it trainable
   */
  public TransferModel untrained(long seed) {
    Graph body = body();
    return model(body, RandomWeights.of(body, seed));
  }

  private TransferModel model(Graph graph, StateDict weights) {
    return new TransferModel(
        new ModelState(
            this, graph, weights, Set.of(), Optional.empty(), imageNetClasses(), contract()),
        engine.isEmpty() ? Engines.choose() : engine);
  }

  int size() {
    return size;
  }

  /** The network without its ImageNet top. */
  Graph body() {
    Graph graph = graph();
    List<Stage> stages = graph.stages();
    return stages.get(stages.size() - 1).kind() == Stage.Kind.HEAD
        ? graph.until(stages.get(stages.size() - 2).output())
        : graph;
  }

  private static List<String> imageNetClasses() {
    return IntStream.range(0, IMAGENET_CLASSES).mapToObj(i -> "imagenet-" + i).toList();
  }

  @Override
  public String toString() {
    return name() + " (" + size + " px)";
  }
}
