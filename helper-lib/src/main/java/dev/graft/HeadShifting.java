package dev.graft;

import dev.graft.data.Dataset;
import dev.graft.evaluate.Features;
import dev.graft.shift.Adaptation;
import dev.graft.shift.Adapted;
import dev.graft.shift.Shift;

/** Brings a model's head, known features and new ones together. */
final class HeadShifting {
  private HeadShifting() {}

  static Shift shift(TransferModel model, Dataset known, Dataset photos) {
    Features its = HeadFeatures.labelled(model, known);
    float[][] rows = HeadFeatures.rows(model, photos);
    var head = HeadLinear.of(model.state());
    return Adapted.shift(head.weights(), head.biases(), its, rows);
  }

  static Adapted adapt(TransferModel model, Dataset known, Dataset photos, Adaptation adaptation) {
    return model
        .life()
        .train(
            "adapt",
            () -> {
              Features its = HeadFeatures.labelled(model, known);
              float[][] rows = HeadFeatures.rows(model, photos);
              var head = HeadLinear.of(model.state());
              Adapted next = Adapted.of(adaptation, head.weights(), head.biases(), its, rows);
              if (next.changed()) {
                var linear = new HeadLinear(next.weights(), next.biases());
                model.life().learn(now -> now.weights(linear.state(now)));
              }
              return next;
            });
  }
}
