package dev.graft.train;

/**
 * How gradients become new parameters.
 *
 * @param rule by which the optimizer steps
 * @param weightDecay 0 or more; never on frozen parameters, biases and normalizations
 * @param clip largest norm of all gradients together, above 0; infinite: never clipped (Pascanu et
 *     al. 2013, algorithm 1)
 * @param accumulation batches whose mean gradient makes one step, at least 1
 * @param average decay of the exponential moving average of the weights, at least 0 and below 1; 0
 *     keeps none
 * @param statistics of unfrozen batch normalizations
 */
public record Steps(
    Rule rule,
    double weightDecay,
    double clip,
    int accumulation,
    double average,
    BatchNormStatistics statistics) {
  /** What is done without more words. */
  static final Steps PLAIN =
      new Steps(new Rule.Adam(), 0, Double.POSITIVE_INFINITY, 1, 0, BatchNormStatistics.STORED);

  /** Checks every option. */
  public Steps {
    Require.that(
        weightDecay >= 0 && Double.isFinite(weightDecay), "weight decay", weightDecay, "0 or more");
    Require.that(clip > 0, "clip", clip, "above 0");
    Require.that(accumulation >= 1, "accumulation", accumulation, "at least 1");
    Require.that(average >= 0 && average < 1, "average", average, "at least 0 and below 1");
  }

  Optimizer optimizer() {
    if (rule instanceof Rule.Sgd sgd) {
      return new Sgd(sgd.momentum());
    }
    return new Adam(rule instanceof Rule.AdamW ? Adam.Decay.DECOUPLED : Adam.Decay.COUPLED);
  }

  Steps rule(Rule next) {
    return new Steps(next, weightDecay, clip, accumulation, average, statistics);
  }

  Steps weightDecay(double next) {
    return new Steps(rule, next, clip, accumulation, average, statistics);
  }

  Steps clip(double next) {
    return new Steps(rule, weightDecay, next, accumulation, average, statistics);
  }

  Steps accumulation(int next) {
    return new Steps(rule, weightDecay, clip, next, average, statistics);
  }

  Steps average(double next) {
    return new Steps(rule, weightDecay, clip, accumulation, next, statistics);
  }

  Steps statistics(BatchNormStatistics next) {
    return new Steps(rule, weightDecay, clip, accumulation, average, next);
  }
}
