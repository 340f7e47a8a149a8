package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.graft.data.Mixing;
import dev.graft.data.Sampling;
import java.nio.file.Path;
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
