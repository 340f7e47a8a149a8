package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.cache.FeatureCache;
import dev.graft.data.Examples;
import dev.graft.engine.EngineSource;
import dev.graft.engine.Engines;
import dev.graft.engine.Network;
import dev.graft.engine.TinyNetwork;
import dev.graft.evaluate.Metrics;
import dev.graft.graph.Cut;
import dev.graft.graph.Layers;
import dev.graft.weights.StateDict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that ends anywhere and goes on gives what it would have given. */
class Run_ResumeTest {
  private static final Examples TRAIN = TinyNetwork.images(20, 1);
  private static final Examples VALIDATION = TinyNetwork.images(9, 2);
  private static final FineTune HEAD =
      FineTune.epochs(2).batchSize(4).learningRate(0.02).adamW().weightDecay(0.01).average(0.5);
  private static final FineTune MORE =
      FineTune.epochs(3)
          .batchSize(4)
          .learningRate(0.01)
          .schedule(Schedule.onPlateau(0.5, 0).warmUp(1))
          .layerDecay(0.5)
          .clip(1)
          .accumulate(3)
          .focal(2)
          .classWeights(1, 4, 0.5)
          .statistics(BatchNormStatistics.UPDATED)
          .watch(Metrics.balancedAccuracy(), Metrics.topK(2))
          .stopEarly(1);
  private static final FineTune ALL =
      FineTune.epochs(2)
          .batchSize(8)
          .learningRate(0.01)
          .sgd(0.9)
          .schedule(Schedule.oneCycle())
          .keepBest();

  @TempDir private Path folder;

  record Fitted(List<List<Double>> numbers, String ending, String weights) {}

  private static List<Phase> stages(Network network) {
    Set<String> all = Layers.all().in(network.graph());
    Set<String> last = new HashSet<>(all);
    last.removeAll(Layers.last(1).in(network.graph()));
    return List.of(new Phase(all, HEAD), new Phase(last, MORE), new Phase(Set.of(), ALL));
  }

  static Fitted run(Network network, Optional<Checkpoints> checkpoints, Runnable eachPublication) {
    StateDict[] weights = {network.weights()};
    Run.Receiver receiver =
        new Run.Receiver() {
          @Override
          public void begins(Phase stage, List<Cut> cuts) {}

          @Override
          public void learned(StateDict tensors) {
            weights[0] = weights[0].with(tensors.tensors());
            eachPublication.run();
          }
        };
    History history =
        Run.of(
            network,
            stages(network),
            Optional.empty(),
            FeatureCache.in(Path.of("nowhere"), 0),
            epoch -> TRAIN,
            VALIDATION,
            checkpoints,
            receiver);
    return new Fitted(numbers(history), history.ending(), weights[0].sha256());
  }

  /** Everything but the time that it took. */
  private static List<List<Double>> numbers(History history) {
    return history.epochs().stream()
        .map(
            e -> {
              List<Double> numbers = new ArrayList<>();
              numbers.add((double) e.number());
              numbers.add((double) e.stage());
              Map<String, Double> figures = new LinkedHashMap<>(e.figures());
              figures.keySet().removeAll(Set.of("seconds", "images/s"));
              numbers.addAll(figures.values());
              return numbers;
            })
        .toList();
  }

  private static Network network(String engine) {
    return TinyNetwork.network(engine);
  }

  /** Saves after every batch, then goes on from each of these moments in a fresh folder. */
  @EngineSource
  void everyMomentLeadsToTheSameEnd(String engine) throws IOException {
    Fitted whole = run(network(engine), Optional.empty(), () -> {});
    Checkpoints all = new Checkpoints(folder.resolve("all"), 1000, Duration.ZERO);
    assertEquals(whole, run(network(engine), Optional.of(all), () -> {}));
    List<Path> moments = checkpoints(all.folder());
    int batches = 2 * 5 + 5 * (whole.numbers().size() - 4) + 2 * 3;
    assertEquals(batches + whole.numbers().size() + 3, moments.size());
    for (Path moment : moments) {
      Path alone = Files.createDirectories(folder.resolve("from-" + moment.getFileName()));
      Files.copy(moment, alone.resolve(moment.getFileName()));
      Fitted resumed = run(network(engine), Optional.of(Checkpoints.in(alone)), () -> {});
      assertEquals(whole, resumed, moment.getFileName().toString());
    }
  }

  private Path half(String engine) {
    Checkpoints kept = Checkpoints.in(folder.resolve(engine)).every(Duration.ZERO);
    int[] told = {0};
    assertThrows(
        IllegalStateException.class,
        () ->
            run(
                network(engine),
                Optional.of(kept),
                () -> {
                  if (++told[0] == 3) {
                    throw new IllegalStateException("the power went");
                  }
                }));
    return kept.folder();
  }

  /** Two are kept; the newer is cut short or has a bit turned; the older leads to the same end. */
  @EngineSource
  void aDamagedCheckpointIsRefusedAndTheOneBeforeItUsed(String engine) throws IOException {
    Fitted whole = run(network(engine), Optional.empty(), () -> {});
    Path half = half(engine);
    assertEquals(2, checkpoints(half).size());
    Path newest = checkpoints(half).get(1);
    byte[] intact = Files.readAllBytes(newest);
    for (int damage = 0; damage < 6; damage++) {
      byte[] bytes = intact.clone();
      if (damage < 3) {
        bytes = Arrays.copyOf(bytes, bytes.length * (damage + 1) / 4);
      } else {
        bytes[bytes.length * (damage - 2) / 4] ^= 4;
      }
      Path folderOfIts = Files.createDirectories(folder.resolve(engine + damage));
      Path before = checkpoints(half).get(0);
      Files.copy(before, folderOfIts.resolve(before.getFileName()));
      Files.write(folderOfIts.resolve(newest.getFileName()), bytes);
      Journal journal = new Journal(Checkpoints.in(folderOfIts), Map.of());
      assertTrue(journal.latest().isPresent());
      assertEquals(whole, run(network(engine), Optional.of(Checkpoints.in(folderOfIts)), () -> {}));
    }
  }

  @Test
  void noIntactCheckpointIsAnErrorThatLosesNothing() throws IOException {
    Path half = half(Engines.MXNET);
    for (Path file : checkpoints(half)) {
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length - 1] ^= 1;
      Files.write(file, bytes);
    }
    String message = refused(CheckpointException.class, half, network(Engines.MXNET));
    assertTrue(
        message.matches(
            "no intact checkpoint in .*MXNet: checkpoint-0000\\d\\d.safetensors is damaged: sha256 is"
                + " \\w{8}…, expected \\w{8}…; checkpoint-.* delete the folder to train from the"
                + " beginning"),
        message);
    assertEquals(2, checkpoints(half).size());
  }

  @Test
  void anotherRunIsRefusedByName() {
    Path half = half(Engines.PYTORCH);
    String engine = refused(IllegalArgumentException.class, half, network(Engines.MXNET));
    assertTrue(
        engine.matches(
            "the checkpoints in .*PyTorch are of another run: engine is MXNet 1\\S+, was PyTorch"
                + " 2\\S+; train as then, or choose a new folder"),
        engine);
    Network now = network(Engines.PYTORCH);
    StateDict others = TinyNetwork.weights(now.graph(), 9);
    var other = new Network(now.graph(), others, now.frozen(), now.engine());
    assertEquals(
        "the model has neither the weights with which this run began nor those of its last"
            + " checkpoint; load it as then, or choose a new folder for checkpoints",
        refused(IllegalArgumentException.class, half, other));
  }

  @Test
  void ofAnotherPlanTheWordsThatDifferAreSaid() {
    Checkpoints there = Checkpoints.in(folder.resolve("plan"));
    History none = History.none("e", "cpu", 1);
    StateDict learned = TinyNetwork.weights(TinyNetwork.graph(3), 1);
    var begun = new Snapshot("b", 1, none, learned, Optional.empty());
    new Journal(there, Map.of("plan", HEAD.decisions())).save(begun);
    Journal other = new Journal(there, Map.of("plan", HEAD.learningRate(0.03).decisions()));
    assertEquals(
        "the checkpoints in "
            + there.folder()
            + " are of another run: plan: learningRate=0.03, was learningRate=0.02; train as then,"
            + " or choose a new folder",
        assertThrows(IllegalArgumentException.class, other::latest).getMessage());
  }

  private static String refused(Class<? extends Throwable> kind, Path folder, Network network) {
    Optional<Checkpoints> there = Optional.of(Checkpoints.in(folder));
    return assertThrows(kind, () -> run(network, there, () -> {})).getMessage();
  }

  /** A checkpoint that cannot be written costs neither the run nor the one before it. */
  @EngineSource
  void aFailedSaveLosesNothing(String engine) throws IOException {
    Fitted whole = run(network(engine), Optional.empty(), () -> {});
    Path half = half(engine);
    List<Path> before = checkpoints(half);
    int last = Integer.parseInt(before.get(1).getFileName().toString().substring(11, 17));
    Path inTheWay = half.resolve("checkpoint-%06d.safetensors".formatted(last + 1));
    Files.createDirectories(inTheWay.resolve("full"));
    // every save from here on finds its name taken
    Fitted resumed = run(network(engine), Optional.of(Checkpoints.in(half)), () -> {});
    assertEquals(whole, resumed);
    assertTrue(checkpoints(half).containsAll(before));
  }

  static List<Path> checkpoints(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
