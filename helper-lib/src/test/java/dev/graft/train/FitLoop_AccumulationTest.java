package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.graft.data.Classes;
import dev.graft.data.Examples;
import dev.graft.data.Given;
import dev.graft.data.Sampling;
import dev.graft.engine.EngineSource;
import dev.graft.engine.Engines;
import dev.graft.engine.LiveSlice;
import dev.graft.engine.Network;
import dev.graft.engine.TinyNetwork;
import dev.graft.graph.Cut;
import dev.graft.graph.Extent;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Shape;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.nio.FloatBuffer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Several small batches a step are one large batch, whatever the options say beside. */
class FitLoop_AccumulationTest {
  /** 23 in batches of 4, two a step: 8, 8 and 7, of which the last batch has 3. */
  private static final Examples TRAIN = TinyNetwork.images(23, 1);

  private static final Examples VALIDATION = TinyNetwork.images(9, 2);
  private static final FineTune SGD = FineTune.epochs(2).learningRate(0.05).sgd(0.9);

  private record Fitted(History history, StateDict weights) {}

  /** Without dropout, whose masks depend on the batch. */
  private static Network network(String engine) {
    Network network = TinyNetwork.network(engine, "stem", "block1");
    Set<String> frozen = new HashSet<>(network.frozen());
    frozen.add("head.dropout2");
    return new Network(network.graph(), network.weights(), frozen, engine);
  }

  private static Fitted fit(Network network, Examples train, FineTune options) {
    return fit(network, train, VALIDATION, options);
  }

  private static Fitted fit(
      Network network, Examples train, Examples validation, FineTune options) {
    StateDict[] last = {network.weights()};
    History history =
        FitLoop.fit(
            network,
            Frozen.uncached(network.boundary()),
            epoch -> train,
            validation,
            options,
            tensors -> last[0] = network.weights().with(tensors.tensors()));
    return new Fitted(history, last[0]);
  }

  private static Map<String, FineTune> variants() {
    Map<String, FineTune> all = new LinkedHashMap<>();
    all.put("class weights", SGD.classWeights(1, 7, 0.2));
    all.put("all of the loss", SGD.classWeights(5, 0.3, 1).focal(2).labelSmoothing(0.1));
    all.put("balanced", SGD.balancedClasses().schedule(Schedule.cosine().warmUp(1.5)));
    all.put("sampling", SGD.sampling(Sampling.OVERSAMPLED).classWeights(1, 7, 0.2));
    all.put("clip", SGD.clip(0.05).weightDecay(0.1).layerDecay(0.5).labelSmoothing(0.2));
    all.put("adamW", SGD.adamW().learningRate(1e-3).weightDecay(0.1).classWeights(1, 7, 0.2));
    all.put("average", SGD.average(0.8).focal(1).schedule(Schedule.oneCycle()));
    all.put("plateau", SGD.schedule(Schedule.onPlateau(0.1, 0)));
    return all;
  }

  @EngineSource
  void isOneLargeBatch(String engine) {
    Network network = network(engine);
    variants()
        .forEach(
            (name, options) -> {
              Fitted large = fit(network, TRAIN, options.batchSize(8));
              Fitted parts = fit(network, TRAIN, options.batchSize(4).accumulate(2));
              for (int i = 0; i < large.history().epochs().size(); i++) {
                History.Epoch one = large.history().epochs().get(i);
                History.Epoch other = parts.history().epochs().get(i);
                assertEquals(one.loss(), other.loss(), 2e-6 * one.loss(), name);
                assertEquals(one.accuracy(), other.accuracy(), name);
                assertEquals(one.validationLoss(), other.validationLoss(), 1e-5 * one.loss(), name);
                assertEquals(one.learningRate(), other.learningRate(), name);
              }
              for (String tensor : network.trainable()) {
                float[] expected = large.weights().get(tensor).toArray();
                assertArrayEquals(
                    expected, parts.weights().get(tensor).toArray(), 5e-6f, name + " " + tensor);
              }
            });
  }

  /** What is compared above would not be equal without it. */
  @EngineSource
  void isNotTheSmallBatchAlone(String engine) {
    Network network = network(engine);
    Fitted large = fit(network, TRAIN, SGD.batchSize(8));
    Fitted small = fit(network, TRAIN, SGD.batchSize(4));
    String name = "head.classifier.weight";
    assertNotEquals(
        large.weights().get(name).toArray()[0], small.weights().get(name).toArray()[0], 1e-4f);
  }

  /** Six images of one pixel (x, 0, 0), of classes 0, 1, 2, 2, 2, 1. */
  private static final float[] PIXELS = {1, -2, 0.5f, 3, -1, 0.25f};

  private static final int[] LABELS = {0, 1, 2, 2, 2, 1};

  private static Network single(String engine) {
    Graph graph =
        GraphBuilder.input("single", 3, 1, 1).flatten("flat").linear("head.classifier", 3).head();
    Map<String, Tensor> weights = new LinkedHashMap<>();
    graph
        .parameters()
        .forEach((n, p) -> weights.put(n, Tensor.of(p.shape(), new float[(int) p.shape().size()])));
    return new Network(graph, StateDict.of(weights), Set.of(), engine);
  }

  private static Examples pixels() {
    return Given.examples(
        PIXELS.length,
        Shape.of(3, 1, 1),
        index -> LABELS[index],
        (index, into) -> into[0].put(PIXELS[index]).put(0).put(0));
  }

  /**
   * At weights of 0 every class has 1/3, so that image i of class k adds {@code w_k (1/3 − [c = k])
   * x_i} to the gradient of class c. With weights 1, 4 and 0.5 the images have 10.5 together: for
   * class 0 the sum is (1·1 + 4·(−2 + 0.25) + 0.5·(0.5 + 3 − 1)) / 3 − 1·1 = −31/12, and a step of
   * rate 1 adds (31/12) / 10.5.
   */
  @EngineSource
  void isTheStepComputedByHand(String engine) {
    Network network = single(engine);
    FineTune step = FineTune.epochs(1).sgd(0).learningRate(1).classWeights(1, 4, 0.5);
    double common = (1 + 4 * -1.75 + 0.5 * 2.5) / 3;
    float[] weight = {
      (float) ((1 - common) / 10.5),
      (float) ((4 * -1.75 - common) / 10.5),
      (float) ((0.5 * 2.5 - common) / 10.5)
    };
    float[] bias = {(1 - 3.5f) / 10.5f, (8 - 3.5f) / 10.5f, (1.5f - 3.5f) / 10.5f};
    assertEquals(31 / 12.0 / 10.5, weight[0], 1e-7);
    for (FineTune options :
        List.of(
            step.batchSize(6),
            step.batchSize(2).accumulate(3),
            step.batchSize(1).accumulate(6),
            step.batchSize(4).accumulate(2),
            step.batchSize(2).accumulate(100))) {
      Fitted fitted = fit(network, pixels(), pixels(), options);
      StateDict after = fitted.weights();
      float[] learned = after.get("head.classifier.weight").toArray();
      float[] ofX = {learned[0], learned[3], learned[6]};
      assertArrayEquals(weight, ofX, 1e-5f);
      assertArrayEquals(bias, after.get("head.classifier.bias").toArray(), 1e-5f);
      assertEquals(Math.log(3), fitted.history().last().loss(), 1e-5);
    }
  }

  /**
   * The loss of an epoch is that of one batch of all its images: with logits (x, 0, 0) and weights
   * 1, 4 and 0.5 it is Σ w (log(e^x + 2) − [k = 0] x) / 10.5, in whatever parts it was learned.
   */
  @EngineSource
  void theLossOfAnEpochWeighsImagesByTheirClass(String engine) {
    Network start = single(engine);
    var row = Tensor.of(dev.graft.graph.Shape.of(3, 3), new float[] {1, 0, 0, 0, 0, 0, 0, 0, 0});
    StateDict weights = start.weights().with(Map.of("head.classifier.weight", row));
    Network network = new Network(start.graph(), weights, start.frozen(), engine);
    double[] weight = {1, 4, 0.5};
    double sum = 0;
    for (int i = 0; i < 6; i++) {
      double x = PIXELS[i];
      double loss = Math.log(Math.exp(x) + 2) - (LABELS[i] == 0 ? x : 0);
      sum += weight[LABELS[i]] * loss;
    }
    FineTune still = FineTune.epochs(1).sgd(0).learningRate(1e-9).classWeights(1, 4, 0.5);
    for (int size : new int[] {1, 2, 4, 6}) {
      double loss = fit(network, pixels(), pixels(), still.batchSize(size)).history().last().loss();
      assertEquals(sum / 10.5, loss, 1e-6, "batches of " + size);
    }
  }

  /** Mixed images count with both their classes' weights, by their shares. */
  @EngineSource
  void mixedBatchesAreOneLargeBatch(String engine) {
    Network network = single(engine);
    FineTune options = FineTune.epochs(1).sgd(0).learningRate(1).classWeights(1, 4, 0.5);
    int[] partners = {2, 2, 0, 1, 1, 0};
    float[] large = mixed(network, options, new int[] {6}, partners);
    float[] parts = mixed(network, options.accumulate(3), new int[] {1, 3, 2}, partners);
    assertArrayEquals(large, parts, 1e-6f);
  }

  private static float[] mixed(Network network, FineTune options, int[] sizes, int[] partners) {
    Goal goal = new ClassGoal(options.objective(), 3, List.of());
    try (LiveSlice slice = new LiveSlice(network, Cut.at("input"), Set.of());
        Learner learner = new Learner(slice, options, goal)) {
      int from = 0;
      for (int size : sizes) {
        FloatBuffer x = FloatBuffer.allocate(3 * size);
        for (int i = 0; i < size; i++) {
          x.put(3 * i, PIXELS[from + i]);
        }
        int[] labels = java.util.Arrays.copyOfRange(LABELS, from, from + size);
        int[] others = java.util.Arrays.copyOfRange(partners, from, from + size);
        var targets = new Targets(new Classes(labels), new Classes(others), 0.3);
        learner.step(new Bound(labels, targets, Extent.of(size), List.of(x)), 1);
        from += size;
      }
      learner.flush(1);
      return learner.learned().get("head.classifier.weight").toArray();
    }
  }

  /** Six batches, four a step: two steps an epoch, of which the schedule sees six in all. */
  @Test
  void aScheduleCountsSteps() {
    FineTune options = FineTune.epochs(3).batchSize(4).accumulate(4).learningRate(1);
    Network network = network(Engines.PYTORCH);
    assertEquals(List.of(2 / 6.0, 4 / 6.0, 1.0), rates(network, options, 3));
    assertEquals(
        List.of(2 / 6.0, 4 / 6.0, 1.0), rates(network, options.batchSize(16).accumulate(1), 3));
    assertEquals(1 / 25e4, rates(network, options.schedule(Schedule.oneCycle())).get(2), 1e-15);
  }

  private static List<Double> rates(Network network, FineTune options, double warmUp) {
    return rates(network, options.schedule(Schedule.constant().warmUp(warmUp)));
  }

  private static List<Double> rates(Network network, FineTune options) {
    History history = fit(network, TRAIN, options.sgd(0)).history();
    return history.epochs().stream().map(History.Epoch::learningRate).toList();
  }

  @EngineSource
  void aFinderRaisesTheRateFromStepToStep(String engine) {
    Network network = network(engine);
    FineTune options = FineTune.epochs(2).sgd(0.9).classWeights(1, 7, 0.2);
    LearningRates large = find(network, options.batchSize(8));
    LearningRates parts = find(network, options.batchSize(4).accumulate(2));
    assertEquals(large.steps().size(), parts.steps().size(), 2);
    // from where the loss explodes on, rounding does too
    for (int i = 0; i < 60; i++) {
      LearningRates.Step one = large.steps().get(i);
      LearningRates.Step other = parts.steps().get(i);
      assertEquals(one.rate(), other.rate());
      assertEquals(one.batch(), other.batch());
      assertEquals(one.loss(), other.loss(), 1e-5 * one.loss(), "step " + i);
    }
  }

  private static LearningRates find(Network network, FineTune options) {
    return LearningRateFinder.find(
        network, Frozen.uncached(network.boundary()), epoch -> TRAIN, options);
  }
}
