package dev.graft.train;

import dev.graft.data.Dataset;

/** The words that say what a step of training does: its loss, its rate and its rule. */
sealed interface Stepping permits FineTune {
  int epochs();

  Feed feed();

  Objective objective();

  Rates rates();

  Steps steps();

  Keeping keeping();

  long seed();

  /**
   * Smooths the targets (Szegedy et al. 2016, section 7).
   *
   * @param share of each target spread evenly over all classes, at least 0 and below 1
   * @return new options
   */
  default FineTune labelSmoothing(double share) {
    return with(objective().labelSmoothing(share));
  }

  /**
   * Weights the loss of each class.
   *
   * @param weights one a class, in the order of the classes, above 0
   * @return new options
   */
  default FineTune classWeights(double... weights) {
    return with(objective().classWeights(weights));
  }

  /**
   * Weights the loss of each class by how rare it is among the training images: images over classes
   * over images of the class, as scikit-learn's {@code class_weight="balanced"}.
   *
   * @return new options
   */
  default FineTune balancedClasses() {
    return with(objective().balanced());
  }

  /**
   * Turns the loss to what is still wrong (focal loss, Lin et al. 2017, equation 4).
   *
   * @param gamma 0 or more; 0 is cross entropy, 2 the paper's choice
   * @return new options
   */
  default FineTune focal(double gamma) {
    return with(objective().focal(gamma));
  }

  /**
   * Lets the overlap of masks have a share of the loss, for classes of few pixels ({@link
   * Objective#dice}).
   *
   * @param share 0 to 1; the cross entropy of the pixels has the rest
   * @return new options
   */
  default FineTune dice(double share) {
    return with(objective().dice(share));
  }

  /**
   * Lets unlabelled examples of another kind have a say: beside each batch goes one of theirs, and
   * the loss grows with the distance of the covariances of the network's outputs for both ({@link
   * Coral}). Batch normalizations that move their statistics see both. A batch of one adds nothing.
   * The search for a learning rate has the term too. It is for heads of classes and of tags.
   *
   * @param examples such as photos of the kind that the model will see, two or more, all readable;
   *     their answers, if they have any, are not read
   * @param weight of that beside the loss, above 0
   * @return new options
   * @throws IllegalArgumentException when there are fewer, or the weight is out of its range
   */
  default FineTune coral(Dataset examples, double weight) {
    return with(objective().coral(new Coral(examples, weight)));
  }

  /**
   * Sets the learning rate.
   *
   * @param rate of the head, before the schedule; above 0
   * @return new options
   */
  default FineTune learningRate(double rate) {
    return with(new Rates(rate, rates().schedule(), rates().layerDecay()));
  }

  /**
   * Changes the learning rate as training goes on.
   *
   * @param next by which the rate is multiplied, step by step
   * @return new options
   */
  default FineTune schedule(Schedule next) {
    return with(new Rates(rates().learningRate(), next, rates().layerDecay()));
  }

  /**
   * Lets deeper stages learn more slowly (discriminative rates).
   *
   * @param share of the rate of the stage above, above 0 and at most 1
   * @return new options
   */
  default FineTune layerDecay(double share) {
    return with(new Rates(rates().learningRate(), rates().schedule(), share));
  }

  /**
   * Steps by Adam.
   *
   * @return new options
   */
  default FineTune adam() {
    return with(steps().rule(new Rule.Adam()));
  }

  /**
   * Steps by AdamW.
   *
   * @return new options
   */
  default FineTune adamW() {
    return with(steps().rule(new Rule.AdamW()));
  }

  /**
   * Steps by stochastic gradient descent.
   *
   * @param momentum at least 0 and below 1
   * @return new options
   */
  default FineTune sgd(double momentum) {
    return with(steps().rule(new Rule.Sgd(momentum)));
  }

  /**
   * Sets the weight decay; it never acts on frozen parameters, biases and normalizations.
   *
   * @param decay 0 or more
   * @return new options
   */
  default FineTune weightDecay(double decay) {
    return with(steps().weightDecay(decay));
  }

  /**
   * Scales the gradients down where their norm, taken over all of them, is larger.
   *
   * @param norm above 0
   * @return new options
   */
  default FineTune clip(double norm) {
    return with(steps().clip(norm));
  }

  /**
   * Steps once for several batches, by their mean gradient, as one large batch would: each image
   * counts by the weights of its classes, and clipping, weight decay, averages and schedules go by
   * steps. What is left at the end of an epoch makes a step of its own, as one batch that is not
   * full. Dropout, mixing and updated statistics still go by the small batches.
   *
   * @param batches a step, at least 1
   * @return new options
   */
  default FineTune accumulate(int batches) {
    return with(steps().accumulation(batches));
  }

  /**
   * Keeps an exponential moving average of the weights, which is what validation sees and the model
   * receives (Polyak and Juditsky 1992).
   *
   * @param decay share of the average that stays at each step, at least 0 and below 1
   * @return new options
   */
  default FineTune average(double decay) {
    return with(steps().average(decay));
  }

  /**
   * Decides what unfrozen batch normalizations do.
   *
   * @param choice stored or updated
   * @return new options
   */
  default FineTune statistics(BatchNormStatistics choice) {
    return with(steps().statistics(choice));
  }

  private FineTune with(Objective next) {
    return new FineTune(epochs(), feed(), next, rates(), steps(), keeping(), seed());
  }

  private FineTune with(Rates next) {
    return new FineTune(epochs(), feed(), objective(), next, steps(), keeping(), seed());
  }

  private FineTune with(Steps next) {
    return new FineTune(epochs(), feed(), objective(), rates(), next, keeping(), seed());
  }
}
