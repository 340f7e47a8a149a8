package dev.graft;

import dev.graft.data.Dataset;
import dev.graft.evaluate.LinearClassifier;
import dev.graft.evaluate.LinearProbe;

/** Solves the classifier of a head on what the layers before it make of a set. */
final class HeadSolving {
  private HeadSolving() {}

  static LinearClassifier solve(TransferModel model, Dataset set, LinearProbe probe) {
    return model
        .life()
        .train(
            "solve",
            () -> {
              LinearClassifier found = probe.solve(HeadFeatures.labelled(model, set));
              var linear = new HeadLinear(found.weights(), found.biases()).shared();
              model.life().learn(now -> now.weights(linear.state(now)));
              return found;
            });
  }
}
