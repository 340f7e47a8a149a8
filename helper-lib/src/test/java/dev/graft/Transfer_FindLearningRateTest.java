package dev.graft;

import static dev.graft.Transfer.findLearningRate;
import static dev.graft.Transfer.freeze;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.engine.EngineSource;
import dev.graft.graph.Layers;
import dev.graft.train.FineTune;
import dev.graft.train.LearningRates;
import dev.graft.train.TrainingInterruptedException;
import java.util.List;
import org.junit.jupiter.api.Test;

class Transfer_FindLearningRateTest {
  private static final FineTune OPTIONS = FineTune.epochs(2).batchSize(8).seed(3);

  private static LearningRates find(TransferModel model, FineTune options) {
    return findLearningRate(model, Garden.TRAIN, options);
  }

  @EngineSource
  void theModelStaysAsItIs(String engine) {
    try (TransferModel model = Garden.model(engine)) {
      freeze(model, Layers.first(12));
      String before = model.weights().sha256();
      List<String> frozen = model.frozen();
      find(model, OPTIONS);
      assertEquals(before, model.weights().sha256());
      assertEquals(frozen, model.frozen());
    }
  }

  @EngineSource
  void sameSeedSameLosses(String engine) {
    try (TransferModel model = Garden.model(engine)) {
      freeze(model);
      LearningRates once = find(model, OPTIONS);
      assertEquals(once, find(model, OPTIONS));
      assertEquals(once, find(model, OPTIONS.learningRate(0.5)), "the rate is what it tries");
      assertNotEquals(once, find(model, OPTIONS.seed(4)));
    }
  }

  /** An epoch has far fewer batches: the images come round again and again. */
  @EngineSource
  void ratesRiseAndTheLossFallsBeforeItRises(String engine) {
    try (TransferModel model = Garden.model(engine)) {
      freeze(model);
      LearningRates rates = find(model, OPTIONS);
      List<LearningRates.Step> steps = rates.steps();
      assertTrue(steps.size() > 50 && steps.size() <= 100, rates.toString());
      assertEquals(1e-7, steps.get(0).rate(), 1e-20);
      double factor = Math.pow(1e8, 1 / 99.0);
      for (int i = 1; i < steps.size(); i++) {
        assertEquals(factor, steps.get(i).rate() / steps.get(i - 1).rate(), 1e-9);
        assertEquals(i + 1, steps.get(i).batch());
      }
      double first = steps.get(0).smoothed();
      assertEquals(steps.get(0).loss(), first, 1e-9);
      double second = (0.98 * steps.get(0).loss() + steps.get(1).loss()) / 1.98;
      assertEquals(second, steps.get(1).smoothed(), 1e-9);
      assertTrue(rates.suggestion() > 1e-5 && rates.suggestion() < 1, rates.toString());
      assertTrue(rates.suggestion() < rates.atLowest(), rates.toString());
    }
  }

  /** What comes before a rate that is too high is what a training of that rate would begin with. */
  @EngineSource
  void theFirstLossIsThatOfTheModel(String engine) {
    try (TransferModel model = Garden.model(engine)) {
      freeze(model);
      int all = Garden.TRAIN.images().size();
      FineTune whole = FineTune.epochs(1).batchSize(all).seed(3).learningRate(1e-9);
      double loss = find(model, whole).steps().get(0).loss();
      assertEquals(Garden.fineTune(model, whole).last().loss(), loss, 1e-6);
    }
  }

  @EngineSource
  void aLossThatExplodesEndsIt(String engine) {
    try (TransferModel model = Garden.model(engine)) {
      Garden.spread(model, 3);
      LearningRates rates = find(model, OPTIONS.sgd(0.9));
      assertTrue(rates.steps().size() < 100, rates.toString());
      assertTrue(
          List.of("the loss is no number", "the smoothed loss is above 4 times its lowest")
              .contains(rates.ending()),
          rates.ending());
    }
  }

  /** Law 10. */
  @EngineSource
  void anInterruptStopsIt(String engine) {
    try (TransferModel model = Garden.model(engine)) {
      String before = model.weights().sha256();
      Thread.currentThread().interrupt();
      TrainingInterruptedException stopped =
          assertThrows(TrainingInterruptedException.class, () -> find(model, OPTIONS));
      assertFalse(Thread.currentThread().isInterrupted());
      assertTrue(
          stopped
              .getMessage()
              .matches("interrupted after [01] of 100 steps; the model is as it was"),
          stopped.getMessage());
      assertEquals(before, model.weights().sha256());
      assertEquals(100, find(model, OPTIONS).steps().size(), 60);
    }
  }

  @Test
  void aModelFrozenThroughoutIsRefused() {
    try (TransferModel model = Garden.model("MXNet")) {
      freeze(model, Layers.from("stem"));
      freeze(model, Layers.named("head"));
      assertEquals(
          "nothing to train: every layer is frozen; unfreeze some, or replace the head",
          assertThrows(IllegalArgumentException.class, () -> find(model, OPTIONS)).getMessage());
    }
  }
}
