package dev.graft.plot;

import dev.graft.train.History.Epoch;
import java.awt.Color;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Which curves over epochs share a panel, what it is called, and how its values are read. */
record EpochPanel(String title, String yTitle, Reading reading, List<Curve> curves) {
  enum Reading {
    ANY,
    PERCENT,
    RATE
  }

  record Curve(String name, Color color, ToDoubleFunction<Epoch> value) {
    double at(Epoch epoch) {
      return value.applyAsDouble(epoch);
    }

    /** The epochs that have a value. */
    List<Epoch> known(TrainedEpochs epochs) {
      return epochs.all().stream().filter(epoch -> Double.isFinite(at(epoch))).toList();
    }
  }

  static final EpochPanel LOSS =
      new EpochPanel(
          "Loss per epoch",
          "cross entropy (nats)",
          Reading.ANY,
          both(Epoch::loss, Epoch::validationLoss));

  /** That of answers other than classes, which is a sum of this and that. */
  static final EpochPanel LOSS_OF_OTHERS =
      new EpochPanel(
          "Loss per epoch", "loss", Reading.ANY, both(Epoch::loss, Epoch::validationLoss));

  static final EpochPanel ACCURACY =
      new EpochPanel(
          "Accuracy per epoch",
          "right (%)",
          Reading.PERCENT,
          both(e -> 100 * e.accuracy(), e -> 100 * e.validationAccuracy()));
  static final EpochPanel RATE =
      new EpochPanel(
          "Learning rate",
          "learning rate",
          Reading.RATE,
          List.of(new Curve("learning rate", Style.BLUE, Epoch::learningRate)));

  /** A figure that a training was told to watch. */
  static EpochPanel watched(String name) {
    String title = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    return new EpochPanel(
        title + " per epoch",
        name,
        Reading.ANY,
        both(e -> figure(e, name), e -> figure(e, "validation " + name)));
  }

  boolean isRate() {
    return reading == Reading.RATE;
  }

  private static List<Curve> both(ToDoubleFunction<Epoch> training, ToDoubleFunction<Epoch> valid) {
    return List.of(
        new Curve("training", Style.BLUE, training),
        new Curve("validation", Style.VERMILLION, valid));
  }

  private static double figure(Epoch epoch, String name) {
    return epoch.figures().getOrDefault(name, Double.NaN);
  }
}
