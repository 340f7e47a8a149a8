package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.data.Examples;
import dev.graft.data.Given;
import dev.graft.data.Inputs;
import dev.graft.engine.EngineSource;
import dev.graft.engine.Engines;
import dev.graft.engine.Network;
import dev.graft.engine.TinyNetwork;
import dev.graft.graph.Cut;
import dev.graft.graph.Node;
import dev.graft.graph.Parameter;
import dev.graft.weights.StateDict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The laws of training, on a tiny network and both engines. */
class FitLoopTest {
  private static final FineTune TWO = options(2);
  private static final Examples TRAIN = TinyNetwork.images(30, 1);
  private static final Examples VALIDATION = TinyNetwork.images(12, 2);

  private static FineTune options(int epochs) {
    return FineTune.epochs(epochs).batchSize(8).learningRate(0.01).weightDecay(0.01);
  }

  private record Fitted(History history, StateDict weights) {}

  private static Fitted fit(Network network, FineTune options) {
    List<StateDict> published = new ArrayList<>();
    History history =
        FitLoop.fit(
            network,
            Frozen.uncached(network.boundary()),
            epoch -> TRAIN,
            VALIDATION,
            options,
            published::add);
    StateDict last = published.get(published.size() - 1);
    return new Fitted(history, network.weights().with(last.tensors()));
  }

  private static boolean same(StateDict a, StateDict b, String name) {
    return Arrays.equals(a.get(name).toArray(), b.get(name).toArray());
  }

  /** Law 1, and law 2's second half: gamma and beta learn. */
  @EngineSource
  void frozenIsFrozenBitForBitAndLiveLearns(String engine) {
    for (String[] frozen :
        new String[][] {
          {}, {"stem"}, {"block1"}, {"stem", "block1"}, {"stem", "block1", "block2"}
        }) {
      Network network = TinyNetwork.network(engine, frozen);
      StateDict after = fit(network, TWO).weights();
      for (Node node : network.graph().nodes()) {
        for (Parameter p : node.op().parameters()) {
          boolean moves = p.learned() && !network.frozen().contains(node.name());
          assertEquals(
              !moves,
              same(network.weights(), after, node.key(p)),
              node.key(p) + " with frozen " + Arrays.toString(frozen));
        }
      }
    }
  }

  /** Law 2: statistics move only when asked for, and never those of frozen layers. */
  @EngineSource
  void statisticsMoveOnlyWhenAskedFor(String engine) {
    Network network = TinyNetwork.network(engine, "stem");
    StateDict after = fit(network, TWO.statistics(BatchNormStatistics.UPDATED)).weights();
    for (String statistic : new String[] {"running_mean", "running_var"}) {
      assertTrue(same(network.weights(), after, "bn1." + statistic));
      assertFalse(same(network.weights(), after, "bn4." + statistic));
    }
  }

  /** Law 1: where only the dropout is frozen, two seeds of dropout give the same first loss. */
  @EngineSource
  void frozenDropoutIsOff(String engine) {
    Network network = TinyNetwork.network(engine);
    Set<String> frozen = Set.of("head.dropout2");
    Network still = new Network(network.graph(), network.weights(), frozen, engine);
    FineTune whole = options(1).batchSize(TRAIN.size());
    double loss = fit(still, whole.seed(1)).history().last().loss();
    assertEquals(loss, fit(still, whole.seed(2)).history().last().loss(), 1e-5);
    double dropped = fit(network, whole.seed(2)).history().last().loss();
    assertTrue(Math.abs(dropped - loss) > 1e-3);
  }

  /** Law 3: training on what the compiled part gives equals training with all in the engine. */
  @EngineSource
  void compiledEqualsPlain(String engine) {
    Network network = TinyNetwork.network(engine, "stem", "block1");
    List<StateDict> published = new ArrayList<>();
    History plain =
        FitLoop.fit(
            network,
            Frozen.uncached(Cut.at("input")),
            epoch -> TRAIN,
            VALIDATION,
            TWO,
            published::add);
    Fitted compiled = fit(network, TWO);
    for (int i = 0; i < 2; i++) {
      History.Epoch one = plain.epochs().get(i);
      History.Epoch other = compiled.history().epochs().get(i);
      assertEquals(one.loss(), other.loss(), 1e-4);
      assertEquals(one.validationLoss(), other.validationLoss(), 1e-4);
    }
    assertEquals(Cut.at("bn3"), network.boundary());
  }

  /** Law 6. */
  @EngineSource
  void sameSeedSameHistoryBitForBit(String engine) {
    Network network = TinyNetwork.network(engine, "stem");
    Fitted once = fit(network, TWO);
    Fitted again = fit(network, TWO);
    assertEquals(numbers(once.history()), numbers(again.history()));
    network
        .trainable()
        .forEach(name -> assertTrue(same(once.weights(), again.weights(), name), name));
    assertFalse(numbers(once.history()).equals(numbers(fit(network, TWO.seed(7)).history())));
  }

  private static List<Double> numbers(History history) {
    List<Double> numbers = new ArrayList<>();
    for (History.Epoch e : history.epochs()) {
      numbers.addAll(List.of(e.loss(), e.accuracy(), e.validationLoss(), e.validationAccuracy()));
    }
    return numbers;
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
    FineTune everything = options(4).clip(1).accumulate(3).average(0.9).focal(2);
    Frozen frozen = Frozen.uncached(network.boundary());
    FitLoop.fit(
        new Task(network, frozen, e -> TRAIN, VALIDATION, everything), counting, Optional.empty());
    assertEquals(4, live.size());
    assertEquals(1, live.stream().distinct().count(), live.toString());
  }

  @EngineSource
  void learnsWhatCanBeLearned(String engine) {
    History history = fit(TinyNetwork.network(engine), options(12)).history();
    assertTrue(history.last().validationAccuracy() >= 0.9, history.toString());
    assertEquals(engine, history.engine());
    assertEquals(Engines.device(engine), history.device());
  }

  /** Law 10. */
  @EngineSource
  void anInterruptStopsWithinOneBatchAndKeepsWhatWasLearned(String engine) {
    Network network = TinyNetwork.network(engine, "stem");
    List<StateDict> published = new ArrayList<>();
    Thread trainer = Thread.currentThread();
    int[] reads = {0};
    Inputs interrupting =
        Given.read(
            TRAIN.inputs(),
            (index, into) -> {
              synchronized (reads) {
                TRAIN.inputs().read(index, into);
                if (++reads[0] == 4) {
                  trainer.interrupt();
                }
              }
            });
    TrainingInterruptedException stopped =
        assertThrows(
            TrainingInterruptedException.class,
            () ->
                FitLoop.fit(
                    network,
                    Frozen.uncached(network.boundary()),
                    e -> new Examples(interrupting, TRAIN.answers()),
                    VALIDATION,
                    TWO,
                    published::add));
    assertTrue(stopped.getMessage().startsWith("interrupted in epoch 1 of 2 after "));
    assertEquals(List.of(), stopped.history().epochs());
    assertEquals(1, published.size());
    assertFalse(Thread.currentThread().isInterrupted());
    assertEquals(2, fit(network, TWO).history().epochs().size());
  }

  @EngineSource
  void aLossThatIsNoNumberLosesNothing(String engine) {
    List<StateDict> published = new ArrayList<>();
    TrainingDivergedException diverged =
        assertThrows(
            TrainingDivergedException.class,
            () ->
                FitLoop.fit(
                    TinyNetwork.network(engine),
                    Frozen.uncached(Cut.at("input")),
                    e -> TRAIN,
                    VALIDATION,
                    TWO.learningRate(1e30).sgd(0.9),
                    published::add));
    assertTrue(
        diverged
            .getMessage()
            .matches(
                "loss is (NaN|-?Infinity) in epoch \\d, batch \\d; a learning rate below 1.0E30 may be right"),
        diverged.getMessage());
    assertTrue(published.isEmpty());
  }

  @Test
  void nothingToTrainIsAnError() {
    Network network = TinyNetwork.network("MXNet", "stem", "block1", "block2", "head");
    assertEquals(
        "nothing to train: every layer is frozen; unfreeze some, or replace the head",
        assertThrows(IllegalArgumentException.class, () -> fit(network, TWO)).getMessage());
  }
}
