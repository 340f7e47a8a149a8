package dev.graft.train;

/**
 * How to train: an immutable value of plain nouns.
 *
 * <pre>{@code
 * FineTune.epochs(5).learningRate(1e-3)
 * FineTune.epochs(10).learningRate(0.01).sgd(0.9).weightDecay(1e-4).seed(7)
 * }</pre>
 *
 * <p>Without more words: batches of 16, Adam, learning rate 1e-3, no weight decay, no label
 * smoothing, stored batch-normalization statistics, seed 42.
 *
 * @param epochs passes over the training images, at least 1
 * @param batchSize images a step, at least 1; the last batch of an epoch may be smaller
 * @param learningRate above 0
 * @param rule by which the optimizer steps
 * @param weightDecay 0 or more; never on frozen parameters, biases and batch normalizations
 * @param labelSmoothing share of each target spread over all classes, at least 0 and below 1
 * @param statistics of unfrozen batch normalizations
 * @param seed of the order of images and of dropout
 */
public record FineTune(
    int epochs,
    int batchSize,
    double learningRate,
    Rule rule,
    double weightDecay,
    double labelSmoothing,
    BatchNormStatistics statistics,
    long seed) {

  /** How a step follows from a gradient. */
  public sealed interface Rule {
    /** Adam, weight decay added to the gradient (Kingma and Ba 2015). */
    record Adam() implements Rule {}

    /** Adam, weight decay on the weights themselves (Loshchilov and Hutter 2019). */
    record AdamW() implements Rule {}

    /**
     * Stochastic gradient descent.
     *
     * @param momentum at least 0 and below 1
     */
    record Sgd(double momentum) implements Rule {
      /** Checks the momentum. */
      public Sgd {
        require(momentum >= 0 && momentum < 1, "momentum", momentum, "at least 0 and below 1");
      }
    }
  }

  /** Checks every option. */
  public FineTune {
    require(epochs >= 1, "epochs", epochs, "at least 1");
    require(batchSize >= 1, "batch size", batchSize, "at least 1");
    require(
        learningRate > 0 && Double.isFinite(learningRate),
        "learning rate",
        learningRate,
        "above 0 and finite");
    require(
        weightDecay >= 0 && Double.isFinite(weightDecay), "weight decay", weightDecay, "0 or more");
    require(
        labelSmoothing >= 0 && labelSmoothing < 1,
        "label smoothing",
        labelSmoothing,
        "at least 0 and below 1");
  }

  private static void require(boolean right, String name, Number value, String wanted) {
    if (!right) {
      throw new IllegalArgumentException(name + " is " + value + ", must be " + wanted);
    }
  }

  /**
   * Begins with the number of epochs.
   *
   * @param epochs at least 1
   * @return the options, all others as described above
   */
  public static FineTune epochs(int epochs) {
    return new FineTune(epochs, 16, 1e-3, new Rule.Adam(), 0, 0, BatchNormStatistics.STORED, 42);
  }

  /**
   * Sets the batch size.
   *
   * @param images a step, at least 1
   * @return new options
   */
  public FineTune batchSize(int images) {
    return new FineTune(
        epochs, images, learningRate, rule, weightDecay, labelSmoothing, statistics, seed);
  }

  /**
   * Sets the learning rate.
   *
   * @param rate above 0
   * @return new options
   */
  public FineTune learningRate(double rate) {
    return new FineTune(
        epochs, batchSize, rate, rule, weightDecay, labelSmoothing, statistics, seed);
  }

  /**
   * Steps by Adam.
   *
   * @return new options
   */
  public FineTune adam() {
    return rule(new Rule.Adam());
  }

  /**
   * Steps by AdamW.
   *
   * @return new options
   */
  public FineTune adamW() {
    return rule(new Rule.AdamW());
  }

  /**
   * Steps by stochastic gradient descent.
   *
   * @param momentum at least 0 and below 1
   * @return new options
   */
  public FineTune sgd(double momentum) {
    return rule(new Rule.Sgd(momentum));
  }

  private FineTune rule(Rule next) {
    return new FineTune(
        epochs, batchSize, learningRate, next, weightDecay, labelSmoothing, statistics, seed);
  }

  /**
   * Sets the weight decay.
   *
   * @param decay 0 or more
   * @return new options
   */
  public FineTune weightDecay(double decay) {
    return new FineTune(
        epochs, batchSize, learningRate, rule, decay, labelSmoothing, statistics, seed);
  }

  /**
   * Smooths the targets (Szegedy et al. 2016, section 7).
   *
   * @param share at least 0 and below 1
   * @return new options
   */
  public FineTune labelSmoothing(double share) {
    return new FineTune(
        epochs, batchSize, learningRate, rule, weightDecay, share, statistics, seed);
  }

  /**
   * Decides what unfrozen batch normalizations do.
   *
   * @param choice stored or updated
   * @return new options
   */
  public FineTune statistics(BatchNormStatistics choice) {
    return new FineTune(
        epochs, batchSize, learningRate, rule, weightDecay, labelSmoothing, choice, seed);
  }

  /**
   * Sets the seed of the order of images and of dropout.
   *
   * @param value any
   * @return new options
   */
  public FineTune seed(long value) {
    return new FineTune(
        epochs, batchSize, learningRate, rule, weightDecay, labelSmoothing, statistics, value);
  }

  Optimizer optimizer() {
    if (rule instanceof Rule.Sgd sgd) {
      return new Sgd(sgd.momentum());
    }
    return new Adam(rule instanceof Rule.AdamW ? Adam.Decay.DECOUPLED : Adam.Decay.COUPLED);
  }
}
