package dev.graft;

import static dev.graft.Transfer.augment;
import static dev.graft.Transfer.fineTune;
import static dev.graft.Transfer.replaceHead;

import dev.graft.data.Augmentation;
import dev.graft.data.InputContract;
import dev.graft.graph.Layers;
import dev.graft.train.Checkpoints;
import dev.graft.train.FineTune;
import dev.graft.train.History;
import java.nio.file.Path;
import java.time.Duration;

/** A run of two stages on layers of an ONNX file, which {@link OnnxKilledTest} kills. */
public final class OnnxKilledProgram {
  private OnnxKilledProgram() {}

  /**
   * Trains the head, then the last two blocks, and writes what came of it.
   *
   * @param arguments a folder and an engine
   */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    Path file = Path.of("src/test/resources/reference/onnx/layers_attention.onnx");
    FineTune stage = FineTune.epochs(2).batchSize(8).learningRate(3e-3);
    FineTune more = stage.lasting(3).adamW().weightDecay(0.01).average(0.9);
    var plan =
        FineTune.gradual()
            .head(stage.keepBest())
            .then(Layers.last(2), more)
            .checkpoints(Checkpoints.in(folder.resolve("checkpoints")).every(Duration.ZERO));
    var contract = InputContract.rgb(32, 127.5f, 127.5f, 1);
    try (TransferModel model =
        Backbone.onnx(file).contract(contract).on(arguments[1]).trainable().load()) {
      replaceHead(model, Garden.head());
      var train = augment(Garden.IMAGES.train(), Augmentation.flip().rotate(15).brightness(0.2));
      History history = fineTune(model, train, Garden.IMAGES.validation(), plan);
      KilledRun.write(folder, history, model);
    }
  }
}
