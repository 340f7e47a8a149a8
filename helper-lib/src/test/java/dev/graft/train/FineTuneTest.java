package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.graft.data.Mixing;
import dev.graft.data.Sampling;
import dev.graft.evaluate.Metrics;
import dev.graft.graph.Layers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Options are values, and wrong ones are refused by name. */
class FineTuneTest {
  private static final FineTune FIVE = FineTune.epochs(5);

  @Test
  void wordsChangeOneThingEach() {
    assertEquals(
        new FineTune(
            5,
            new Feed(8, Sampling.NATURAL, Mixing.none()),
            new Objective(0.1, new Objective.Weighting.Equal(), 2),
            new Rates(0.01, Schedule.cosine(), 0.5),
            new Steps(new Rule.Sgd(0.9), 1e-4, 1, 4, 0.99, BatchNormStatistics.UPDATED),
            Keeping.NOTHING
                .stopping(new Stopping(3, 0))
                .checkpoints(Checkpoints.in(Path.of("runs"))),
            7),
        FIVE.batchSize(8)
            .learningRate(0.01)
            .sgd(0.9)
            .weightDecay(1e-4)
            .labelSmoothing(0.1)
            .focal(2)
            .schedule(Schedule.cosine())
            .layerDecay(0.5)
            .clip(1)
            .accumulate(4)
            .average(0.99)
            .stopEarly(3)
            .checkpoints(Path.of("runs"))
            .statistics(BatchNormStatistics.UPDATED)
            .seed(7));
    assertEquals(FineTune.epochs(5), FIVE);
  }

  @Test
  void otherWordsChangeOneThingEach() {
    Consumer<History> listener = history -> {};
    assertEquals(
        new FineTune(
            3,
            new Feed(16, Sampling.OVERSAMPLED, Mixing.mixup(0.2)),
            new Objective(0, new Objective.Weighting.Given(List.of(1.0, 3.0)), 0),
            FIVE.rates(),
            FIVE.steps().rule(new Rule.AdamW()),
            new Keeping(
                Optional.empty(), Optional.empty(), List.of(listener), List.of(), List.of()),
            42),
        FIVE.lasting(3)
            .sampling(Sampling.OVERSAMPLED)
            .mixing(Mixing.mixup(0.2))
            .classWeights(1, 3)
            .adamW()
            .onEpoch(listener));
    assertEquals(FIVE, FIVE.sgd(0.5).adam());
    assertEquals(Objective.crossEntropy().balanced(), FIVE.balancedClasses().objective());
    assertEquals(true, FIVE.onEpoch(listener).heedsValidation());
    assertEquals(true, FIVE.watch(Metrics.macroF1()).heedsValidation());
    assertEquals(true, FIVE.mixing(Mixing.mixup(0.2)).feed().mixes());
    assertEquals(false, FIVE.feed().mixes());
    Path runs = Path.of("runs");
    assertEquals(Optional.of(Checkpoints.in(runs)), FIVE.checkpoints(runs).keeping().checkpoints());
  }

  @Test
  void twoFiguresOfOneNameAreRefused() {
    FineTune watching = FIVE.watch(Metrics.macroF1());
    assertEquals(
        "an epoch has a figure \"macro F1\" already; name yours otherwise",
        assertThrows(IllegalArgumentException.class, () -> watching.watch(Metrics.macroF1()))
            .getMessage());
    assertEquals(
        "an epoch has a figure \"accuracy\" already; name yours otherwise",
        assertThrows(IllegalArgumentException.class, () -> FIVE.watch(Metrics.accuracy()))
            .getMessage());
    assertEquals(FIVE.decisions(), watching.decisions());
  }

  @Test
  void decisionsAreAllThatDecidesWhatIsLearned() {
    String decisions = FIVE.decisions();
    assertEquals(decisions, FIVE.onEpoch(history -> {}).checkpoints(Path.of("a")).decisions());
    for (FineTune other :
        List.of(
            FIVE.lasting(6),
            FIVE.batchSize(8),
            FIVE.focal(1),
            FIVE.learningRate(0.5),
            FIVE.accumulate(2),
            FIVE.keepBest(),
            FIVE.seed(1))) {
      assertNotEquals(decisions, other.decisions());
    }
  }

  @Test
  void theRuleIsAnOptimizer() {
    try (Optimizer sgd = FIVE.sgd(0.5).steps().optimizer();
        Optimizer adam = FIVE.steps().optimizer();
        Optimizer adamW = FIVE.adamW().steps().optimizer()) {
      assertEquals(Sgd.class, sgd.getClass());
      assertEquals(Adam.class, adam.getClass());
      assertEquals(Adam.class, adamW.getClass());
    }
  }

  @Test
  void theLeastAndTheMostAreAllowed() {
    assertEquals(1, FineTune.epochs(1).epochs());
    assertEquals(1, FIVE.batchSize(1).feed().batchSize());
    assertEquals(1, FIVE.layerDecay(1).rates().layerDecay());
    assertRefused("learning rate is 0.0, must be above 0 and finite", () -> FIVE.learningRate(0));
    assertRefused("layer decay is 1.5, must be above 0 and at most 1", () -> FIVE.layerDecay(1.5));
  }

  @Test
  void aPlanOfStagesGrows() {
    FineTune head = FIVE.lasting(1);
    Gradual plan = FineTune.gradual().head(head).then(Layers.last(2), FIVE);
    assertEquals(
        List.of(
            new Gradual.Stage(Optional.empty(), head),
            new Gradual.Stage(Optional.of(Layers.last(2)), FIVE)),
        plan.stages());
    assertEquals(Optional.empty(), plan.checkpoints());
    Path runs = Path.of("runs");
    assertEquals(Optional.of(Checkpoints.in(runs)), plan.checkpoints(runs).checkpoints());
    assertEquals(plan.checkpoints(Checkpoints.in(runs)), plan.checkpoints(runs));
    assertRefused(
        "a stage names checkpoints in runs; they belong to the whole plan:"
            + " FineTune.gradual()…checkpoints(…)",
        () -> plan.head(FIVE.checkpoints(runs)));
  }

  @Test
  void wrongValuesAreNamed() {
    assertRefused("epochs is 0, must be at least 1", () -> FineTune.epochs(0));
    assertRefused("batch size is 0, must be at least 1", () -> FIVE.batchSize(0));
    assertRefused("learning rate is -1.0, must be above 0 and finite", () -> FIVE.learningRate(-1));
    assertRefused(
        "learning rate is NaN, must be above 0 and finite", () -> FIVE.learningRate(Double.NaN));
    assertRefused("weight decay is -0.1, must be 0 or more", () -> FIVE.weightDecay(-0.1));
    assertRefused(
        "label smoothing is 1.0, must be at least 0 and below 1", () -> FIVE.labelSmoothing(1));
    assertRefused("layer decay is 0.0, must be above 0 and at most 1", () -> FIVE.layerDecay(0));
    assertRefused("clip is 0.0, must be above 0", () -> FIVE.clip(0));
    assertRefused("accumulation is 0, must be at least 1", () -> FIVE.accumulate(0));
    assertRefused("average is 1.0, must be at least 0 and below 1", () -> FIVE.average(1));
    assertRefused("patience is 0, must be at least 1", () -> FIVE.stopEarly(0));
    assertRefused(
        "checkpoints kept is 0, must be at least 1",
        () -> FIVE.checkpoints(Checkpoints.in(Path.of("runs")).keep(0)));
    assertRefused("momentum is 1.0, must be at least 0 and below 1", () -> FIVE.sgd(1));
  }

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void heedingValidation() {
    FineTune plain = FineTune.epochs(2).schedule(Schedule.cosine().warmUp(1));
    assertEquals(false, plain.heedsValidation());
    assertEquals(true, plain.stopEarly(1).heedsValidation());
    assertEquals(true, plain.keepBest().heedsValidation());
    assertEquals(true, plain.stopWhen(history -> false).heedsValidation());
    assertEquals(true, plain.schedule(Schedule.onPlateau(0.1, 1).warmUp(1)).heedsValidation());
  }
}
