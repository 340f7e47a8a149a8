package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.cache.FeatureCache;
import dev.graft.data.Examples;
import dev.graft.data.Given;
import dev.graft.data.Mixing;
import dev.graft.data.Sampling;
import dev.graft.engine.EngineSource;
import dev.graft.engine.Engines;
import dev.graft.engine.LiveSlice;
import dev.graft.engine.Network;
import dev.graft.engine.TinyNetwork;
import dev.graft.evaluate.Metrics;
import dev.graft.graph.Cut;
import dev.graft.weights.StateDict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the words of {@link FineTune} do once they meet a network. */
class FitLoop_OptionsTest {
  private static final Examples TRAIN = TinyNetwork.images(20, 1);
  private static final Examples VALIDATION = TinyNetwork.images(9, 2);
  private static final FineTune TWO = FineTune.epochs(2).batchSize(8).learningRate(0.02);

  @TempDir private Path folder;

  private record Fitted(History history, StateDict weights) {
    double loss(int epoch) {
      return history.epochs().get(epoch - 1).loss();
    }

    double rate(int epoch) {
      return history.epochs().get(epoch - 1).learningRate();
    }
  }

  private static Fitted fit(Network network, Frozen frozen, Examples train, FineTune options) {
    StateDict[] last = {network.weights()};
    History history =
        FitLoop.fit(
            network,
            frozen,
            epoch -> train,
            VALIDATION,
            options,
            tensors -> last[0] = network.weights().with(tensors.tensors()));
    return new Fitted(history, last[0]);
  }

  private static Fitted fit(Network network, FineTune options) {
    return fit(network, Frozen.uncached(network.boundary()), TRAIN, options);
  }

  /** Law 3: mixing before the compiled part equals mixing before the engine's own. */
  @EngineSource
  void mixedImagesGoThroughTheCompiledPart(String engine) {
    Network network = TinyNetwork.network(engine, "stem", "block1");
    for (Mixing mixing : List.of(Mixing.mixup(0.4), Mixing.cutMix(1))) {
      FineTune mixed = TWO.mixing(mixing);
      Fitted plain = fit(network, Frozen.uncached(Cut.at("input")), TRAIN, mixed);
      Fitted compiled = fit(network, mixed);
      Fitted cache =
          fit(network, Frozen.of(network, FeatureCache.in(folder, 1 << 20)), TRAIN, mixed);
      assertEquals(plain.loss(2), compiled.loss(2), 1e-4);
      assertEquals(compiled.loss(2), cache.loss(2), "a cache changes nothing");
      assertNotEquals(fit(network, TWO).loss(2), compiled.loss(2), 1e-3);
    }
  }

  /** Shows that undersampling reads what it says: nine of class 0, three of the others. */
  @EngineSource
  void samplingDecidesWhatAnEpochShows(String engine) {
    int[] labels = {0, 1, 0, 2, 0, 0, 1, 0, 2, 0, 0, 1, 0, 2, 0};
    List<Integer> read = new ArrayList<>();
    Examples uneven =
        Given.examples(
            labels.length,
            TRAIN.inputs().shapes().get(0),
            index -> labels[index],
            (index, into) -> {
              synchronized (read) {
                read.add(labels[index]);
              }
              TRAIN.inputs().read(labels[index], into);
            });
    Network network = TinyNetwork.network(engine, "stem");
    int[][] expected = {{9, 3, 3}, {9, 9, 9}, {3, 3, 3}, {9, 9, 9}};
    for (Sampling sampling : Sampling.values()) {
      read.clear();
      FineTune one = FineTune.epochs(1).batchSize(4).sampling(sampling);
      fit(network, Frozen.uncached(network.boundary()), uneven, one);
      int[] counts = new int[3];
      read.forEach(label -> counts[label]++);
      assertArrayEquals(expected[sampling.ordinal()], counts, sampling.name());
    }
  }

  /** "Everything at once" is said with the largest int, and is the set, not so many places. */
  @EngineSource
  void aBatchLargerThanTheSetIsTheSet(String engine) {
    Network partly = TinyNetwork.network(engine, "stem", "block1");
    var cache = FeatureCache.in(folder, 1 << 20);
    FineTune falling = TWO.schedule(Schedule.cosine());
    for (Network network : List.of(partly, TinyNetwork.network(engine))) {
      Frozen uncached = Frozen.uncached(network.boundary());
      for (Frozen at : List.of(uncached, Frozen.of(network, cache))) {
        Fitted exact = fit(network, at, TRAIN, falling.batchSize(20));
        for (int size : new int[] {21, 1 << 30, Integer.MAX_VALUE}) {
          assertSame(exact, fit(network, at, TRAIN, falling.batchSize(size)));
        }
      }
      assertSame(
          fit(network, uncached, TRAIN, falling.accumulate(3)),
          fit(network, uncached, TRAIN, falling.accumulate(Integer.MAX_VALUE)));
    }
  }

  private static void assertSame(Fitted expected, Fitted fitted) {
    for (int epoch = 1; epoch <= 2; epoch++) {
      assertEquals(expected.loss(epoch), fitted.loss(epoch));
      assertEquals(expected.rate(epoch), fitted.rate(epoch));
    }
    String name = "head.classifier.weight";
    assertArrayEquals(expected.weights().get(name).toArray(), fitted.weights().get(name).toArray());
  }

  /** Twice the batch in two parts, both of the same size, is one step of the same gradient. */
  @EngineSource
  void accumulationEqualsALargerBatch(String engine) {
    Network network = TinyNetwork.network(engine, "stem", "block1");
    Set<String> frozen = new HashSet<>(network.frozen());
    frozen.add("head.dropout2"); // whose masks depend on the batch
    Network still = new Network(network.graph(), network.weights(), frozen, engine);
    FineTune sgd = TWO.sgd(0.9);
    StateDict large = fit(still, sgd.batchSize(10)).weights();
    StateDict parts = fit(still, sgd.batchSize(5).accumulate(2)).weights();
    StateDict small = fit(still, sgd.batchSize(5)).weights();
    String name = "head.classifier.weight";
    assertArrayEquals(large.get(name).toArray(), parts.get(name).toArray(), 1e-5f);
    assertNotEquals(large.get(name).toArray()[0], small.get(name).toArray()[0], 1e-5f);
  }

  /** With a momentum of 0 and one step an epoch, the step is the clipped norm times the rate. */
  @EngineSource
  void clippingBoundsTheStep(String engine) {
    Network network = TinyNetwork.network(engine, "stem", "block1");
    FineTune one = FineTune.epochs(1).batchSize(20).sgd(0).learningRate(1).clip(1e-3);
    StateDict after = fit(network, one).weights();
    double squares = 0;
    for (String name : network.trainable()) {
      float[] before = network.weights().get(name).toArray();
      float[] now = after.get(name).toArray();
      for (int i = 0; i < now.length; i++) {
        squares += Math.pow(now[i] - before[i], 2);
      }
    }
    assertEquals(1e-3, Math.sqrt(squares), 1e-5);
  }

  /** Each stage of the slice learns at half the rate of the one above it. */
  @EngineSource
  void layerDecaySlowsDeeperStages(String engine) {
    Network network = TinyNetwork.network(engine, "stem");
    FineTune step = FineTune.epochs(1).batchSize(20).sgd(0).learningRate(0.1);
    StateDict even = fit(network, step).weights();
    StateDict decayed = fit(network, step.layerDecay(0.5)).weights();
    String[] names = {"head.classifier.bias", "bn6.bias", "pw1.weight"};
    double[] shares = {1, 0.5, 0.25};
    for (int i = 0; i < names.length; i++) {
      float before = network.weights().get(names[i]).toArray()[0];
      float full = even.get(names[i]).toArray()[0] - before;
      float slow = decayed.get(names[i]).toArray()[0] - before;
      assertEquals(shares[i], slow / full, 0.01, names[i]);
    }
  }

  /** What is published and validated is the average: 3/4 of the first step, 1/4 of the second. */
  @EngineSource
  void theAverageIsWhatTheModelReceives(String engine) {
    Network network = TinyNetwork.network(engine, "stem", "block1");
    FineTune steps = FineTune.epochs(2).batchSize(20).learningRate(0.05);
    String name = "head.classifier.bias";
    float first =
        fit(network, FineTune.epochs(1).batchSize(20).learningRate(0.05))
            .weights()
            .get(name)
            .toArray()[0];
    float second = fit(network, steps).weights().get(name).toArray()[0];
    float averaged = fit(network, steps.average(0.75)).weights().get(name).toArray()[0];
    assertEquals(0.75 * first + 0.25 * second, averaged, 1e-6);
  }

  @EngineSource
  void theScheduleSetsTheRateOfEachEpoch(String engine) {
    Network network = TinyNetwork.network(engine, "stem", "block1", "block2");
    FineTune stepped =
        FineTune.epochs(3).batchSize(8).learningRate(0.4).schedule(Schedule.step(1, 0.5));
    List<Double> rates =
        fit(network, stepped).history().epochs().stream().map(History.Epoch::learningRate).toList();
    assertEquals(List.of(0.4, 0.2, 0.1), rates);
    FineTune still = TWO.sgd(0).schedule(Schedule.cosine());
    assertNotEquals(fit(network, TWO.sgd(0)).loss(2), fit(network, still).loss(2));
  }

  /** Learning makes these validation images worse; the weights of the best epoch come back. */
  @EngineSource
  void earlyStoppingSaysWhyAndRestoresTheBest(String engine) {
    Network network = TinyNetwork.network(engine, "stem", "block1", "block2");
    FineTune wild = FineTune.epochs(30).batchSize(8).sgd(0).learningRate(0.05).stopEarly(2);
    List<StateDict> epochs = new ArrayList<>();
    History history =
        FitLoop.fit(
            network,
            Frozen.uncached(network.boundary()),
            epoch -> TinyNetwork.images(20, 1),
            upsideDown(),
            wild,
            epochs::add);
    int best = history.epochs().size() - 2;
    double lowest = history.epochs().get(best - 1).validationLoss();
    for (History.Epoch epoch : history.epochs()) {
      assertTrue(epoch.validationLoss() > lowest || epoch.number() == best, history.toString());
    }
    assertEquals(
        String.format(
            Locale.ROOT,
            "stopped after epoch %d: validation loss has not fallen below %.4f in 2 epochs;"
                + " epoch %d restored",
            best + 2,
            lowest,
            best),
        history.ending());
    assertEquals(best + 3, epochs.size(), "every epoch, and the best of them again");
    assertEquals(epochs.get(best - 1).sha256(), epochs.get(best + 2).sha256());
  }

  /** What is learned makes these worse: their classes are turned by one. */
  private static Examples upsideDown() {
    return Given.labelled(VALIDATION.inputs(), index -> (index + 1) % 3);
  }

  @EngineSource
  void listenersHearAndConditionsEnd(String engine) {
    Network network = TinyNetwork.network(engine, "stem", "block1", "block2");
    List<Integer> heard = new ArrayList<>();
    FineTune told =
        FineTune.epochs(9)
            .batchSize(8)
            .onEpoch(history -> heard.add(history.last().number()))
            .stopWhen(history -> history.last().number() == 2);
    History history = fit(network, told).history();
    assertEquals(List.of(1, 2), heard);
    assertEquals("stopped after epoch 2: the condition of stopWhen holds", history.ending());
    assertEquals("", fit(network, TWO).history().ending());
  }

  @EngineSource
  void watchedFiguresStandInEachEpoch(String engine) {
    Network network = TinyNetwork.network(engine, "stem", "block1", "block2");
    FineTune watching = TWO.watch(Metrics.topK(1), Metrics.topK(3), Metrics.macroF1());
    History history = fit(network, watching).history();
    History plain = fit(network, TWO).history();
    for (int i = 0; i < history.epochs().size(); i++) {
      History.Epoch epoch = history.epochs().get(i);
      assertEquals(List.of("top-1 accuracy", "top-3 accuracy", "macro F1"), epoch.watched());
      assertEquals(epoch.accuracy(), epoch.figure("top-1 accuracy"));
      assertEquals(epoch.validationAccuracy(), epoch.figure("validation top-1 accuracy"));
      assertEquals(1, epoch.figure("validation top-3 accuracy"));
      assertTrue(epoch.figure("validation macro F1") < 1);
      assertEquals(plain.epochs().get(i).loss(), epoch.loss(), "watching changes nothing");
    }
  }

  /** The optimizer's own list is compared with the plan's. */
  @EngineSource
  void anotherSetOfParametersThanPlannedIsAnError(String engine) {
    Network network = TinyNetwork.network(engine, "stem", "block1", "block2");
    try (LiveSlice slice = new LiveSlice(network, network.boundary(), Set.of());
        Learner learner =
            new Learner(slice, TWO, new ClassGoal(Objective.crossEntropy(), 3, List.of()))) {
      learner.requireExactly(network.trainable());
      Set<String> planned = new HashSet<>(network.trainable());
      planned.remove("head.classifier.bias");
      planned.add("bn6.weight");
      assertEquals(
          "the optimizer holds other parameters than planned: [head.classifier.bias] too many,"
              + " [bn6.weight] missing",
          assertThrows(IllegalStateException.class, () -> learner.requireExactly(planned))
              .getMessage());
    }
  }

  @Test
  void balancedWeightsFollowTheTrainingImages() {
    Network network = TinyNetwork.network(Engines.PYTORCH, "stem", "block1", "block2");
    double plain = fit(network, TWO).loss(1);
    assertEquals(plain, fit(network, TWO.classWeights(2, 2, 2)).loss(1), 1e-5);
    double weighted = fit(network, TWO.classWeights(1, 1, 5)).loss(1);
    assertTrue(Math.abs(weighted - plain) > 1e-3);
    // 7, 7 and 6 images
    double[] balanced = {20 / 21.0, 20 / 21.0, 20 / 18.0};
    assertEquals(
        fit(network, TWO.classWeights(balanced)).loss(2),
        fit(network, TWO.balancedClasses()).loss(2),
        1e-6);
  }
}
