package dev.graft;

import dev.graft.data.Dataset;
import dev.graft.data.TrainingSet;
import dev.graft.evaluate.Features;
import dev.graft.evaluate.LinearClassifier;
import dev.graft.evaluate.LinearProbe;
import java.util.function.Supplier;

/** Solves the classifier of a head on what the layers before it make of a set. */
final class HeadSolving {
  private HeadSolving() {}

  static LinearClassifier solve(TransferModel model, Dataset set, LinearProbe probe) {
    return solve(model, () -> HeadFeatures.labelled(model, set), probe);
  }

  static LinearClassifier solve(TransferModel model, TrainingSet set, LinearProbe probe) {
    return solve(model, () -> HeadFeatures.views(model, set), probe);
  }

  private static LinearClassifier solve(
      TransferModel model, Supplier<Features> features, LinearProbe probe) {
    return model
        .life()
        .train(
            "solve",
            () -> {
              LinearClassifier found = probe.solve(features.get());
              var linear = new HeadLinear(found.weights(), found.biases()).shared();
              model.life().learn(now -> now.weights(linear.state(now)));
              return found;
            });
  }
}
