package dev.graft.train;

import java.util.LinkedHashMap;
import java.util.Map;

/** Epochs for tests of what reads them. */
public final class Epochs {
  private Epochs() {}

  /** One of a second and an image a second. */
  public static History.Epoch epoch(
      int number, int stage, double loss, double accuracy, double heldLoss, double heldAccuracy) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("learning rate", 1e-3);
    figures.put("loss", loss);
    figures.put("accuracy", accuracy);
    figures.put("validation loss", heldLoss);
    figures.put("validation accuracy", heldAccuracy);
    figures.put("seconds", 1.0);
    figures.put("images/s", 1.0);
    return new History.Epoch(number, stage, figures);
  }

  /** The same but for one figure, or with one more. */
  public static History.Epoch with(History.Epoch epoch, String name, double value) {
    Map<String, Double> figures = new LinkedHashMap<>(epoch.figures());
    figures.put(name, value);
    return new History.Epoch(epoch.number(), epoch.stage(), figures);
  }
}
