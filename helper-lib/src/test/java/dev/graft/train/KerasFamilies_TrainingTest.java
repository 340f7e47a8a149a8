package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.backbone.EfficientNet;
import dev.graft.backbone.EfficientNetLite;
import dev.graft.backbone.MobileNetV1;
import dev.graft.backbone.MobileNetV2;
import dev.graft.backbone.ResNet;
import dev.graft.data.ImageKey;
import dev.graft.data.PixelSource;
import dev.graft.graph.Graph;
import dev.graft.graph.Node;
import dev.graft.graph.Parameter;
import dev.graft.graph.Stage;
import dev.graft.reference.FormulaWeights;
import dev.graft.weights.InputContract;
import dev.graft.weights.StateDict;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Law 1 in each family of Keras's and of EfficientNet: two steps, frozen bits stay. */
class KerasFamilies_TrainingTest {
  private static final int SIZE = 32;

  static Stream<Arguments> families() {
    List<Graph> graphs =
        List.of(
            ResNet.of(ResNet.Flavour.KERAS, 50, SIZE, 3),
            MobileNetV1.of(0.25, SIZE, 3),
            MobileNetV2.of(MobileNetV2.Flavour.KERAS, 0.35, SIZE, 3),
            EfficientNetLite.lite1(SIZE, 3),
            EfficientNetLite.lite2(SIZE, 3),
            EfficientNet.b0(EfficientNet.Flavour.KERAS, SIZE, 3),
            EfficientNet.b0(EfficientNet.Flavour.TORCHVISION, SIZE, 3));
    return graphs.stream()
        .flatMap(
            graph -> Stream.of(Engines.MXNET, Engines.PYTORCH).map(e -> Arguments.of(graph, e)));
  }

  /** All but the last block and what follows it runs compiled. */
  @ParameterizedTest
  @MethodSource("families")
  void onlyTheEndLearns(Graph graph, String engine) {
    List<Stage> stages = graph.stages();
    int last = 0;
    for (int i = 0; i < stages.size(); i++) {
      last = stages.get(i).kind() == Stage.Kind.BLOCK ? i : last;
    }
    Network network = network(graph, stages.subList(0, last), engine);
    assertEquals(stages.get(last - 1).output(), network.boundary());
    assertOnlyLiveChanges(network);
  }

  /** Gradients pass through the frozen blocks. */
  @ParameterizedTest
  @MethodSource("families")
  void stemAndHeadLearn(Graph graph, String engine) {
    List<Stage> stages = graph.stages();
    Network network = network(graph, stages.subList(1, stages.size() - 1), engine);
    assertEquals("input", network.boundary());
    assertOnlyLiveChanges(network);
  }

  private static Network network(Graph graph, List<Stage> still, String engine) {
    Set<String> frozen = new HashSet<>();
    still.forEach(stage -> frozen.addAll(stage.nodes()));
    InputContract contract = InputContract.rgb(SIZE, 127.5f, 127.5f, 1);
    return new Network(graph, FormulaWeights.of(graph), frozen, contract, engine);
  }

  private static void assertOnlyLiveChanges(Network network) {
    FineTune two = FineTune.epochs(1).batchSize(4).learningRate(0.01).weightDecay(0.01);
    StateDict[] after = new StateDict[1];
    Frozen frozen = Frozen.uncached(network.boundary());
    History history =
        FitLoop.fit(network, frozen, epoch -> NOISE, NOISE, two, weights -> after[0] = weights);
    assertTrue(Double.isFinite(history.last().loss()));
    StateDict weights = network.weights().with(after[0].tensors());
    Set<String> changed = new TreeSet<>();
    Set<String> live = new TreeSet<>();
    for (Node node : network.graph().nodes()) {
      for (Parameter p : node.op().parameters()) {
        String name = node.key(p);
        if (!Arrays.equals(network.weights().get(name).toArray(), weights.get(name).toArray())) {
          changed.add(name);
        }
        if (p.learned() && !network.frozen().contains(node.name())) {
          live.add(name);
        }
      }
    }
    assertEquals(live, changed);
  }

  private static final PixelSource NOISE =
      new PixelSource() {
        @Override
        public int size() {
          return 8;
        }

        @Override
        public int label(int index) {
          return index % 3;
        }

        @Override
        public Optional<ImageKey> key(int index) {
          return Optional.of(ImageKey.of("noise", Integer.toString(index)));
        }

        @Override
        public void read(int index, InputContract contract, FloatBuffer into) {
          Random random = new Random(index);
          for (int i = 0; i < 3 * SIZE * SIZE; i++) {
            into.put((float) random.nextGaussian());
          }
        }
      };
}
