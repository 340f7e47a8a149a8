package dev.graft;

import static dev.graft.Transfer.augment;
import static dev.graft.Transfer.fineTune;

import dev.graft.data.TextAugmentation;
import dev.graft.data.TextSet;
import dev.graft.graph.Layers;
import dev.graft.train.Checkpoints;
import dev.graft.train.FineTune;
import dev.graft.train.History;
import java.nio.file.Path;
import java.time.Duration;

/** A run of two stages with a checkpoint after every batch, which {@link TextsKilledTest} kills. */
public final class TextsProgram {
  private TextsProgram() {}

  /**
   * Trains the head, then the last block, on texts that vary, and writes what came of it.
   *
   * @param arguments a folder and an engine
   */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    TextSet.Parts parts = Reviews.TEXTS;
    FineTune stage = FineTune.epochs(2).batchSize(7).learningRate(3e-3);
    FineTune more = stage.lasting(3).adamW().weightDecay(0.01).average(0.9).clip(1);
    var plan =
        FineTune.gradual()
            .head(stage.keepBest())
            .then(Layers.last(1), more)
            .checkpoints(Checkpoints.in(folder.resolve("checkpoints")).every(Duration.ZERO));
    try (TransferModel model = Reviews.model(arguments[1])) {
      var varied = augment(parts.train(), TextAugmentation.deleting(0.2).swap(0.2).hide(0.2));
      History history = fineTune(model, varied.views(2), parts.validation(), plan);
      KilledRun.write(folder, history, model);
    }
  }
}
