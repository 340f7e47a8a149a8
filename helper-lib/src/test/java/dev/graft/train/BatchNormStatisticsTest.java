package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.graft.cache.FeatureCache;
import dev.graft.data.Examples;
import dev.graft.data.Given;
import dev.graft.engine.EngineSource;
import dev.graft.engine.Engines;
import dev.graft.engine.Network;
import dev.graft.graph.BatchNorm;
import dev.graft.graph.BatchNorm.Scale;
import dev.graft.graph.Cut;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Shape;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/** Statistics by hand: of a normalization with a weight, and of one without, as Keras writes it. */
class BatchNormStatisticsTest {
  /**
   * Four images of one pixel in three channels, whose means are 2, 2 and −1, and whose squares of
   * differences 14, 22 and 14.
   */
  private static final float[][] PIXELS = {{1, 3, 0}, {0, 4, 1}, {5, 3, -4}, {2, -2, -1}};

  private static final float[] SQUARES = {14, 22, 14};

  @TempDir private Path folder;

  private static Examples images(int count) {
    return Given.examples(
        count,
        Shape.of(3, 1, 1),
        index -> index % 2,
        (index, into) -> into[0].put(PIXELS[index % 4]));
  }

  private static Network network(String engine, Scale scale, Set<String> frozen) {
    GraphBuilder net = GraphBuilder.input("net", 3, 1, 1);
    net.then("bn", new BatchNorm(3, 1e-3, scale)).stage("stem");
    Graph graph = net.flatten("flat").linear("head.classifier", 2).head();
    Map<String, Tensor> weights = new LinkedHashMap<>();
    graph.parameters().forEach((name, p) -> weights.put(name, start(name, p.shape())));
    return new Network(graph, StateDict.of(weights), frozen, engine);
  }

  private static Tensor start(String name, Shape shape) {
    float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = name.startsWith("head") ? 1 - 2 * (i % 2) : 1;
      values[i] = name.equals("bn.running_mean") ? 10 : values[i];
    }
    return Tensor.of(shape, values);
  }

  private static StateDict train(
      Network network, int count, FineTune options, Optional<Checkpoints> where) {
    StateDict[] learned = {network.weights()};
    Run.of(
        network,
        List.of(new Phase(network.frozen(), options)),
        Optional.empty(),
        FeatureCache.in(Path.of("nowhere"), 0),
        epoch -> images(count),
        images(4),
        where,
        new Run.Receiver() {
          @Override
          public void begins(Phase stage, List<Cut> cuts) {}

          @Override
          public void learned(StateDict tensors) {
            learned[0] = learned[0].with(tensors.tensors());
          }
        });
    return learned[0];
  }

  /** From 10 over 0.9 · 10 + 0.1 · 2 = 9.2 to 0.9 · 9.2 + 0.1 · 2; of four values, n − 1 is 3. */
  @EngineSource
  void reachTheModelWhetherThereIsAWeightOrNot(String engine) {
    float[] variances = new float[3];
    for (int c = 0; c < 3; c++) {
      double ofBatch = SQUARES[c] / (engine.equals(Engines.PYTORCH) ? 3 : 4);
      variances[c] = (float) (0.9 * (0.9 * 1 + 0.1 * ofBatch) + 0.1 * ofBatch);
    }
    FineTune two = FineTune.epochs(2).batchSize(4).sgd(0).statistics(BatchNormStatistics.UPDATED);
    for (Scale scale : Scale.values()) {
      StateDict after = train(network(engine, scale, Set.of()), 4, two, Optional.empty());
      float[] means = {8.48f, 8.48f, 7.91f};
      assertArrayEquals(means, after.get("bn.running_mean").toArray(), 1e-5f);
      assertArrayEquals(variances, after.get("bn.running_var").toArray(), 1e-5f);
    }
  }

  @EngineSource
  void stayWhereTheyAreStoredOrFrozen(String engine) {
    FineTune two = FineTune.epochs(2).batchSize(2).sgd(0);
    for (Scale scale : Scale.values()) {
      Network live = network(engine, scale, Set.of());
      Network frozen = network(engine, scale, Set.of("bn"));
      FineTune updated = two.statistics(BatchNormStatistics.UPDATED);
      for (StateDict after :
          List.of(
              train(live, 4, two, Optional.empty()), train(frozen, 4, updated, Optional.empty()))) {
        assertArrayEquals(new float[] {10, 10, 10}, after.get("bn.running_mean").toArray());
        assertArrayEquals(new float[] {1, 1, 1}, after.get("bn.running_var").toArray());
        assertFalse(after.sha256().equals(live.weights().sha256()), "the head learned");
      }
    }
  }

  /** From every checkpoint, in the middle of a step of three batches too, it goes on the same. */
  @EngineSource
  void goOnFromACheckpoint(String engine) throws IOException {
    FineTune updated =
        FineTune.epochs(2)
            .batchSize(2)
            .accumulate(3)
            .classWeights(1, 5)
            .statistics(BatchNormStatistics.UPDATED);
    for (Scale scale : Scale.values()) {
      Network network = network(engine, scale, Set.of());
      String whole = train(network, 8, updated, Optional.empty()).sha256();
      Path all = folder.resolve(scale.name());
      Optional<Checkpoints> every = Optional.of(new Checkpoints(all, 1000, Duration.ZERO));
      assertEquals(whole, train(network, 8, updated, every).sha256());
      try (var moments = Files.list(all)) {
        for (Path moment : moments.toList()) {
          Path alone = Files.createDirectories(folder.resolve(scale + "-" + moment.getFileName()));
          Files.copy(moment, alone.resolve(moment.getFileName()));
          Optional<Checkpoints> one = Optional.of(Checkpoints.in(alone));
          assertEquals(whole, train(network, 8, updated, one).sha256(), moment.toString());
        }
      }
    }
  }
}
