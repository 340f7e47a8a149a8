package dev.graft;

import static dev.graft.Transfer.augment;
import static dev.graft.Transfer.fineTune;
import static dev.graft.Transfer.replaceHead;

import dev.graft.data.Answered;
import dev.graft.data.Augmentation;
import dev.graft.data.MaskSet;
import dev.graft.data.Samples;
import dev.graft.graph.Layers;
import dev.graft.train.Checkpoints;
import dev.graft.train.FineTune;
import dev.graft.train.History;
import java.nio.file.Path;
import java.time.Duration;

/** A run of two stages with a checkpoint after every batch, which {@link MasksKilledTest} kills. */
public final class MasksProgram {
  private MasksProgram() {}

  /**
   * Trains, with a decoder whose normalizations follow their batches, and writes what came of it.
   *
   * @param arguments a folder and an engine
   */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    Answered.Parts<MaskSet> parts = Samples.gardenMasks(2, 1, 64);
    FineTune stage = FineTune.epochs(2).batchSize(4).learningRate(3e-3).dice(0.5);
    FineTune more = stage.lasting(3).adamW().weightDecay(0.01).average(0.9).balancedClasses();
    var plan =
        FineTune.gradual()
            .head(stage.keepBest())
            .then(Layers.last(2), more)
            .checkpoints(Checkpoints.in(folder.resolve("checkpoints")).every(Duration.ZERO));
    try (TransferModel model = Garden.backbone(arguments[1]).untrained(1)) {
      replaceHead(
          model, Head.segmenter(parts.train().classes()).decoder(Decoder.UNET).dropout(0.1));
      var train = augment(parts.train(), Augmentation.flip().rotate(15).brightness(0.2));
      History history = fineTune(model, train, parts.validation(), plan);
      KilledRun.write(folder, history, model);
    }
  }
}
