package dev.graft.train;

/**
 * How fast each parameter learns, and when.
 *
 * @param learningRate of the head, before the schedule; above 0
 * @param schedule that multiplies it, step by step
 * @param layerDecay each stage of the backbone learns at this share of the rate of the stage above
 *     it, above 0 and at most 1; 1 is the same rate everywhere (discriminative rates, Howard and
 *     Ruder 2018, section 3.2)
 */
public record Rates(double learningRate, Schedule schedule, double layerDecay) {
  /** Checks the rates. */
  public Rates {
    Require.that(
        learningRate > 0 && Double.isFinite(learningRate),
        "learning rate",
        learningRate,
        "above 0 and finite");
    Require.that(
        layerDecay > 0 && layerDecay <= 1, "layer decay", layerDecay, "above 0 and at most 1");
  }
}
