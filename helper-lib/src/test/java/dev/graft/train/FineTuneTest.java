package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Options are values, and wrong ones are refused by name. */
class FineTuneTest {
  private static final FineTune FIVE = FineTune.epochs(5);

  @Test
  void wordsChangeOneThingEach() {
    assertEquals(
        new FineTune(
            5, 8, 0.01, new FineTune.Rule.Sgd(0.9), 1e-4, 0.1, BatchNormStatistics.UPDATED, 7),
        FIVE.batchSize(8)
            .learningRate(0.01)
            .sgd(0.9)
            .weightDecay(1e-4)
            .labelSmoothing(0.1)
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
    assertRefused("momentum is 1.0, must be at least 0 and below 1", () -> FIVE.sgd(1));
  }

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
