package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.cache.FeatureCache;
import dev.graft.data.Classes;
import dev.graft.data.Examples;
import dev.graft.data.Mixing;
import dev.graft.data.Tags;
import dev.graft.engine.EngineSource;
import dev.graft.engine.Engines;
import dev.graft.engine.Network;
import dev.graft.engine.TinyNetwork;
import dev.graft.graph.Cut;
import dev.graft.graph.Node;
import dev.graft.graph.Parameter;
import dev.graft.graph.Shape;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The laws of training where answers are tags, on a tiny network and both engines. */
class FitLoop_TagsTest {
  private static final List<String> NAMES = List.of("red", "green", "not blue");
  private static final Examples TRAIN = tagged(TinyNetwork.images(30, 1));
  private static final Examples VALIDATION = tagged(TinyNetwork.images(12, 2));
  private static final FineTune TWO =
      FineTune.epochs(2).batchSize(8).learningRate(0.01).weightDecay(0.01);

  @TempDir private Path folder;

  /** The brightest channel is the class; the last tag is on two thirds of the images. */
  private static Examples tagged(Examples images) {
    int[] labels = ((Classes) images.answers()).labels();
    boolean[][] rows = new boolean[labels.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new boolean[] {labels[i] == 0, labels[i] == 1, labels[i] != 2};
    }
    return new Examples(images.inputs(), new Tags(NAMES, rows));
  }

  private record Fitted(History history, StateDict weights) {
    List<Map<String, Double>> figures() {
      List<Map<String, Double>> all = new ArrayList<>();
      for (History.Epoch epoch : history.epochs()) {
        Map<String, Double> figures = new LinkedHashMap<>(epoch.figures());
        figures.keySet().removeAll(Set.of("seconds", "images/s"));
        all.add(figures);
      }
      return all;
    }
  }

  private static Fitted fit(Network network, Frozen frozen, FineTune options) {
    StateDict[] weights = {network.weights()};
    History history =
        FitLoop.fit(
            network,
            frozen,
            epoch -> TRAIN,
            VALIDATION,
            options,
            tensors -> weights[0] = weights[0].with(tensors.tensors()));
    return new Fitted(history, weights[0]);
  }

  private static Fitted fit(Network network, FineTune options) {
    return fit(network, Frozen.uncached(network.boundary()), options);
  }

  /** Law 1. */
  @EngineSource
  void frozenIsFrozenBitForBitAndLiveLearns(String engine) {
    for (String[] frozen : new String[][] {{}, {"stem", "block1"}, {"stem", "block1", "block2"}}) {
      Network network = TinyNetwork.network(engine, frozen);
      StateDict after = fit(network, TWO).weights();
      for (Node node : network.graph().nodes()) {
        for (Parameter p : node.op().parameters()) {
          String name = node.key(p);
          float[] before = network.weights().get(name).toArray();
          if (p.learned() && !network.frozen().contains(node.name())) {
            assertFalse(Arrays.equals(before, after.get(name).toArray()), name);
          } else {
            assertArrayEquals(before, after.get(name).toArray(), name);
          }
        }
      }
    }
  }

  /** Law 3, of mixed images too; the figures of the tags stand in every epoch. */
  @EngineSource
  void compiledEqualsPlain(String engine) {
    Network network = TinyNetwork.network(engine, "stem", "block1");
    for (FineTune options : List.of(TWO, TWO.mixing(Mixing.mixup(0.4)).focal(1))) {
      Fitted plain = fit(network, Frozen.uncached(Cut.at("input")), options);
      Fitted compiled = fit(network, options);
      for (int i = 0; i < 2; i++) {
        History.Epoch one = plain.history().epochs().get(i);
        History.Epoch other = compiled.history().epochs().get(i);
        assertEquals(one.loss(), other.loss(), 1e-4);
        assertEquals(one.validationLoss(), other.validationLoss(), 1e-4);
      }
      Set<String> figures = plain.history().last().figures().keySet();
      for (String name : List.of("micro F1", "macro F1", "mean average precision")) {
        assertTrue(figures.containsAll(List.of(name, "validation " + name)), figures.toString());
      }
    }
  }

  /** Law 6. */
  @EngineSource
  void sameSeedSameHistoryBitForBit(String engine) {
    Network network = TinyNetwork.network(engine, "stem");
    FineTune mixed = TWO.mixing(Mixing.mixup(0.4)).balancedClasses().focal(2);
    Fitted once = fit(network, mixed);
    Fitted again = fit(network, mixed);
    assertEquals(once.figures(), again.figures());
    assertEquals(once.weights().sha256(), again.weights().sha256());
    assertNotEquals(once.figures(), fit(network, mixed.seed(7)).figures());
  }

  /** Law 9. */
  @EngineSource
  void noArrayOutlivesItsBatch(String engine) {
    Network network = TinyNetwork.network(engine, "stem");
    List<Integer> live = new ArrayList<>();
    Diary counting =
        new Diary() {
          @Override
          public void learned(StateDict tensors) {}

          @Override
          public void epochDone(Supplier<Snapshot.Within> state, int liveArrays) {
            live.add(liveArrays);
          }
        };
    FineTune everything = TWO.lasting(4).focal(2).classWeights(1, 3, 0.5);
    Frozen frozen = Frozen.uncached(network.boundary());
    FitLoop.fit(
        new Task(network, frozen, e -> TRAIN, VALIDATION, everything), counting, Optional.empty());
    assertEquals(4, live.size());
    assertEquals(1, live.stream().distinct().count(), live.toString());
  }

  @EngineSource
  void learnsWhatCanBeLearned(String engine) {
    History history = fit(TinyNetwork.network(engine), TWO.lasting(25)).history();
    assertTrue(history.last().figure("validation micro F1") >= 0.9, history.toString());
    assertTrue(history.last().figure("validation mean average precision") >= 0.95);
  }

  /** Saves after every batch, then goes on from each of these moments. */
  @EngineSource
  void everyMomentLeadsToTheSameEnd(String engine) throws IOException {
    Checkpoints all = new Checkpoints(folder.resolve("all"), 1000, Duration.ZERO);
    FineTune options = TWO.stopEarly(5).mixing(Mixing.mixup(0.4));
    Fitted whole = run(engine, options, Optional.empty());
    assertEquals(whole.figures(), run(engine, options, Optional.of(all)).figures());
    List<Path> moments = Run_ResumeTest.checkpoints(all.folder());
    assertTrue(moments.size() > 8, moments.toString());
    for (Path moment : moments) {
      Path alone = Files.createDirectories(folder.resolve("from-" + moment.getFileName()));
      Files.copy(moment, alone.resolve(moment.getFileName()));
      Fitted resumed = run(engine, options, Optional.of(Checkpoints.in(alone)));
      assertEquals(whole.figures(), resumed.figures(), moment.getFileName().toString());
      assertEquals(whole.weights().sha256(), resumed.weights().sha256());
    }
  }

  private static Fitted run(String engine, FineTune options, Optional<Checkpoints> checkpoints) {
    Network network = TinyNetwork.network(engine, "stem");
    StateDict[] weights = {network.weights()};
    History history =
        Run.of(
            network,
            List.of(new Phase(network.frozen(), options)),
            Optional.empty(),
            FeatureCache.in(Path.of("nowhere"), 0),
            epoch -> TRAIN,
            VALIDATION,
            checkpoints,
            new Run.Receiver() {
              @Override
              public void begins(Phase stage, List<Cut> cuts) {}

              @Override
              public void learned(StateDict tensors) {
                weights[0] = weights[0].with(tensors.tensors());
              }
            });
    return new Fitted(history, weights[0]);
  }

  /** What is long stands as tensors, since what JSON says is bounded; what is short does not. */
  @Test
  void aLongEpochUnderWayFitsIntoACheckpoint() {
    double[] logits = new double[400_000];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) Math.sin(i);
    }
    double[] fine = new double[1001];
    Arrays.fill(fine, 0.1);
    Tally.State tally =
        new Tally.State(
            1,
            2,
            3,
            Map.of(
                "logits",
                logits,
                "few",
                new double[] {7},
                "fine",
                fine,
                "short",
                new double[1000]));
    LearnerState learner = new LearnerState(Map.of(), 5, 5, 0, 0);
    Snapshot.Within within =
        new Snapshot.Within(new Position(1, tally, List.of()), learner, StateDict.of(Map.of()));
    Snapshot snapshot =
        new Snapshot(
            "begin",
            0,
            History.none("MXNet", "cpu", 1),
            StateDict.of(Map.of("w", Tensor.of(Shape.of(1), 4f))),
            Optional.of(within));
    Path file = folder.resolve("checkpoint.safetensors");
    new CheckpointFile(Map.of(), snapshot).write(file);
    Snapshot read = CheckpointFile.read(file).snapshot();
    Map<String, double[]> counted = read.within().orElseThrow().position().tally().figures();
    assertArrayEquals(logits, counted.get("logits"));
    assertArrayEquals(new double[] {7}, counted.get("few"));
    assertArrayEquals(fine, counted.get("fine"), "what a float does not hold stays as it is");
    assertEquals(Set.of("tally/logits"), TallyTensors.of(tally).keySet());
    assertEquals(Map.of(), read.within().orElseThrow().learner().tensors());
    read.requireFits(StateDict.of(Map.of("w", Tensor.of(Shape.of(1), 4f))));
  }

  /** Law 8. */
  @Test
  void aCountThatIsNoListIsRefused() {
    Map<String, Tensor> tensors = Map.of("tally/logits", Tensor.of(Shape.of(1, 2), 1f, 2f));
    assertEquals(
        "the checkpoint's count \"logits\" is (1, 2), must be a list",
        assertThrows(
                IllegalArgumentException.class,
                () -> TallyTensors.joined(Tally.State.NONE, tensors))
            .getMessage());
  }

  @Test
  void whatDoesNotFitIsRefusedBeforeAnythingIsComputed() {
    Network network = TinyNetwork.network(Engines.MXNET);
    refused(
        "label smoothing is for answers of classes; these answers are tags",
        network,
        TRAIN,
        TWO.labelSmoothing(0.1));
    refused("2 weights for 3 tags; give one a tag", network, TRAIN, TWO.classWeights(1, 2));
    boolean[][] without = new boolean[30][3];
    without[4][0] = true;
    without[5][2] = true;
    Tags never = new Tags(NAMES, without);
    refused(
        "no training image has the tag \"green\" and none can be learned from; leave it out by"
            + " tags(…) and from the head, or add images that have it",
        network,
        new Examples(TRAIN.inputs(), never),
        TWO);
    Tags two = new Tags(List.of("red", "green"), new boolean[30][2]);
    refused(
        "the head gives 3 outputs, the answers have 2 tags",
        network,
        new Examples(TRAIN.inputs(), two),
        TWO);
  }

  private static void refused(
      String message, Network network, Examples training, FineTune options) {
    Frozen frozen = Frozen.uncached(network.boundary());
    assertEquals(
        message,
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    FitLoop.fit(network, frozen, e -> training, VALIDATION, options, tensors -> {}))
            .getMessage());
  }
}
