package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.backbone.ConvNeXt;
import dev.graft.backbone.DenseNet;
import dev.graft.backbone.DinoV2;
import dev.graft.backbone.EfficientNet;
import dev.graft.backbone.EfficientNetLite;
import dev.graft.backbone.InceptionV3;
import dev.graft.backbone.MobileNetV1;
import dev.graft.backbone.MobileNetV2;
import dev.graft.backbone.ResNet;
import dev.graft.backbone.SmallTransformers;
import dev.graft.backbone.Xception;
import dev.graft.cache.FeatureCache;
import dev.graft.data.Examples;
import dev.graft.data.Given;
import dev.graft.data.InputContract;
import dev.graft.engine.Engines;
import dev.graft.engine.Network;
import dev.graft.engine.TinyNetwork;
import dev.graft.graph.Cut;
import dev.graft.graph.Graph;
import dev.graft.graph.Node;
import dev.graft.graph.Parameter;
import dev.graft.weights.StateDict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Law 1 on every family: two steps change what is live, and of what is frozen no bit. */
class FamilyTrainingTest {
  private static final int CLASSES = 3;
  private static final FineTune TWO_STEPS =
      FineTune.epochs(1).batchSize(2).learningRate(1e-3).weightDecay(0.01);

  @TempDir private Path folder;

  private static String drawn = "";
  private static StateDict drawing;

  static List<Graph> families() {
    return List.of(
        InceptionV3.torchvision(75, CLASSES),
        Xception.timm(40, CLASSES),
        DenseNet.of(121, 32, CLASSES),
        ConvNeXt.tiny(32, CLASSES),
        ResNet.of(ResNet.Flavour.KERAS, 50, 32, CLASSES),
        MobileNetV1.of(0.25, 32, CLASSES),
        MobileNetV2.of(MobileNetV2.Flavour.KERAS, 0.35, 32, CLASSES),
        EfficientNetLite.lite2(32, CLASSES),
        EfficientNet.b0(EfficientNet.Flavour.TORCHVISION, 32, CLASSES),
        SmallTransformers.vit(48, CLASSES),
        SmallTransformers.dinoV2(DinoV2.Registers.FOUR, 42, CLASSES));
  }

  /** Their last stages are like those of a family above: gradients pass them on the way down. */
  static List<Graph> otherFlavours() {
    return List.of(
        InceptionV3.keras(75, CLASSES),
        Xception.keras(40, CLASSES),
        DenseNet.of(DenseNet.Flavour.KERAS, 121, 32, CLASSES),
        EfficientNetLite.lite1(32, CLASSES),
        EfficientNet.b0(EfficientNet.Flavour.KERAS, 32, CLASSES),
        SmallTransformers.dinoV2(DinoV2.Registers.NONE, 42, CLASSES));
  }

  static Stream<Arguments> everywhere() {
    return Stream.concat(
        families().stream().flatMap(graph -> onBothEngines(graph, "head", "first")),
        otherFlavours().stream().flatMap(graph -> onBothEngines(graph, "first")));
  }

  private static Stream<Arguments> onBothEngines(Graph graph, String... live) {
    return Stream.of(Engines.MXNET, Engines.PYTORCH)
        .flatMap(engine -> Stream.of(live).map(which -> Arguments.of(graph, which, engine)));
  }

  /** With the last stages live the rest is compiled; with the first, gradients pass all of it. */
  @ParameterizedTest
  @MethodSource("everywhere")
  void frozenIsFrozenBitForBitAndLiveLearns(Graph graph, String live, String engine) {
    int stages = graph.stages().size();
    Set<String> frozen = new HashSet<>();
    for (int i = 0; i < stages; i++) {
      boolean learns = live.equals("first") ? i == 0 || i == 2 : i >= stages - 3;
      if (!learns) {
        frozen.addAll(graph.stages().get(i).nodes());
      }
    }
    InputContract contract = InputContract.rgb(graph.inputShape().get(1), 127.5f, 127.5f, 1);
    StateDict weights = weights(graph);
    Network network = new Network(graph, weights, frozen, engine);
    StateDict[] published = new StateDict[1];
    History history =
        FitLoop.fit(
            network,
            Frozen.uncached(network.boundary()),
            epoch -> noise(4, graph),
            noise(2, graph),
            TWO_STEPS,
            state -> published[0] = state);
    assertTrue(Double.isFinite(history.last().loss()), "loss " + history.last().loss());
    StateDict after = weights.with(published[0].tensors());
    for (Node node : graph.nodes()) {
      for (Parameter p : node.op().parameters()) {
        String name = node.key(p);
        boolean same = Arrays.equals(weights.get(name).toArray(), after.get(name).toArray());
        assertEquals(!p.learned() || frozen.contains(node.name()), same, name);
      }
    }
  }

  /** Stopped after its first step, a run with its last stages live goes on to the same weights. */
  @ParameterizedTest
  @MethodSource("onBothEngines")
  void aRunGoesOnAfterItsFirstStep(Graph graph, String engine) throws IOException {
    Set<String> frozen = new HashSet<>();
    graph.stages().stream().limit(graph.stages().size() - 2).forEach(s -> frozen.addAll(s.nodes()));
    InputContract contract = InputContract.rgb(graph.inputShape().get(1), 127.5f, 127.5f, 1);
    Network network = new Network(graph, weights(graph), frozen, engine);
    Checkpoints all = Checkpoints.in(folder.resolve("all")).keep(9).every(Duration.ZERO);
    String straight = trained(network, all);
    Path first = all.folder().resolve("checkpoint-000001.safetensors");
    Path alone = Files.createDirectory(folder.resolve("alone"));
    Files.copy(first, alone.resolve(first.getFileName()));
    assertEquals(straight, trained(network, Checkpoints.in(alone)));
  }

  /** One of each kind of layers at the end: flavours of a family differ before it. */
  static Stream<Arguments> onBothEngines() {
    return Stream.of(
            Xception.timm(40, CLASSES),
            ConvNeXt.tiny(32, CLASSES),
            MobileNetV1.of(0.25, 32, CLASSES),
            EfficientNet.b0(EfficientNet.Flavour.KERAS, 32, CLASSES),
            DenseNet.of(121, 32, CLASSES),
            SmallTransformers.dinoV2(DinoV2.Registers.FOUR, 42, CLASSES))
        .flatMap(
            graph -> Stream.of(Engines.MXNET, Engines.PYTORCH).map(e -> Arguments.of(graph, e)));
  }

  private String trained(Network network, Checkpoints checkpoints) {
    StateDict[] learned = new StateDict[1];
    Run.of(
        network,
        List.of(new Phase(network.frozen(), TWO_STEPS)),
        Optional.empty(),
        FeatureCache.in(folder, 0),
        epoch -> noise(4, network.graph()),
        noise(2, network.graph()),
        Optional.of(checkpoints),
        new Run.Receiver() {
          @Override
          public void begins(Phase stage, List<Cut> cuts) {}

          @Override
          public void learned(StateDict tensors) {
            learned[0] = tensors;
          }
        });
    return learned[0].sha256();
  }

  /** Keeps the last family's: millions of random numbers take their time. */
  private static StateDict weights(Graph graph) {
    if (!drawn.equals(graph.name())) {
      drawn = graph.name();
      drawing = TinyNetwork.weights(graph, 1);
    }
    return drawing;
  }

  private static Examples noise(int count, Graph graph) {
    return Given.examples(
        count,
        graph.inputShape(),
        index -> index % CLASSES,
        (index, into) -> {
          Random random = new Random(index);
          for (long i = 0; i < graph.inputShape().size(); i++) {
            into[0].put((float) random.nextGaussian());
          }
        });
  }
}
