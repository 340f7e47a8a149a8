package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.graft.data.PixelSource;
import dev.graft.graph.Layers;
import dev.graft.infer.FeatureCache;
import dev.graft.weights.StateDict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** A run that ends anywhere and goes on gives what it would have given. */
class Run_ResumeTest {
  private static final PixelSource TRAIN = TinyNetwork.images(20, 1);
  private static final PixelSource VALIDATION = TinyNetwork.images(9, 2);
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
          .statistics(BatchNormStatistics.UPDATED)
          .stopEarly(1);
  private static final FineTune ALL =
      FineTune.epochs(2)
          .batchSize(8)
          .learningRate(0.01)
          .sgd(0.9)
          .schedule(Schedule.oneCycle())
          .keepBest();

  @TempDir private Path folder;

  private record Fitted(List<List<Double>> numbers, String ending, String weights) {}

  private static List<Run.Stage> stages(Network network) {
    Set<String> all = Layers.all().in(network.graph());
    Set<String> last = new HashSet<>(all);
    last.removeAll(Layers.last(1).in(network.graph()));
    return List.of(
        new Run.Stage(all, HEAD), new Run.Stage(last, MORE), new Run.Stage(Set.of(), ALL));
  }

  private static Fitted run(
      Network network, Optional<Checkpoints> checkpoints, Runnable eachPublication) {
    StateDict[] weights = {network.weights()};
    Run.Receiver receiver =
        new Run.Receiver() {
          @Override
          public void begins(Run.Stage stage) {}

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
            e ->
                List.of(
                    (double) e.number(),
                    (double) e.stage(),
                    e.learningRate(),
                    e.loss(),
                    e.accuracy(),
                    e.validationLoss(),
                    e.validationAccuracy()))
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

  private static List<Path> checkpoints(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
