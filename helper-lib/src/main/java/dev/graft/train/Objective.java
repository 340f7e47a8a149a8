package dev.graft.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What training minimizes: cross entropy, and what may be done to it. An immutable value.
 *
 * <pre>{@code
 * Objective.crossEntropy().labelSmoothing(0.1)
 * Objective.crossEntropy().classWeights(1, 3).focal(2)
 * Objective.crossEntropy().balanced()
 * }</pre>
 *
 * <p>The loss of an image is {@code Σ_c q_c · w_c · (1 − p_c)^γ · (−log p_c)} over all classes c:
 * {@code q} is the target, 1 for the image's class and 0 for others, smoothed; {@code w} the class
 * weights; {@code γ} the focus. A batch has the sum of its images' losses over the sum of the
 * weights of their classes, as PyTorch's {@code CrossEntropyLoss} has it (γ = 0); an image mixed of
 * two counts with both weights by its shares. A head of one logit z is taken as the softmax of (0,
 * z).
 *
 * @param labelSmoothing share of each target spread evenly over all classes, at least 0 and below 1
 * @param weighting of the classes
 * @param focal γ, 0 or more
 * @param dice share that a mask's overlap has of the loss, 0 to 1
 * @param coral what unlabelled examples add to the loss, if anything
 */
public record Objective(
    double labelSmoothing, Weighting weighting, double focal, double dice, Optional<Coral> coral) {

  /** How much each class counts. */
  public sealed interface Weighting {
    /** All classes count the same. */
    record Equal() implements Weighting {}

    /**
     * Each class has its weight.
     *
     * @param weights one a class, above 0
     */
    record Given(List<Double> weights) implements Weighting {
      /** Copies and checks the weights. */
      public Given {
        weights = List.copyOf(weights);
        for (int c = 0; c < weights.size(); c++) {
          double w = weights.get(c);
          Require.that(
              w > 0 && Double.isFinite(w), "weight of class " + c, w, "above 0 and finite");
        }
      }
    }

    /** Rare classes count more, by the labels of the training images. */
    record Balanced() implements Weighting {}
  }

  /** Checks every option. */
  public Objective {
    Require.that(
        labelSmoothing >= 0 && labelSmoothing < 1,
        "label smoothing",
        labelSmoothing,
        "at least 0 and below 1");
    Require.that(focal >= 0 && Double.isFinite(focal), "focal gamma", focal, "0 or more");
    Require.that(dice >= 0 && dice <= 1, "share of Dice", dice, "0 to 1");
  }

  /** An objective without overlap, as images have it. */
  Objective(double labelSmoothing, Weighting weighting, double focal) {
    this(labelSmoothing, weighting, focal, 0, Optional.empty());
  }

  /**
   * Begins with plain cross entropy.
   *
   * @return the objective
   */
  public static Objective crossEntropy() {
    return new Objective(0, new Weighting.Equal(), 0);
  }

  /**
   * Smooths the targets (Szegedy et al. 2016, section 7).
   *
   * @param share at least 0 and below 1
   * @return a new objective
   */
  public Objective labelSmoothing(double share) {
    return new Objective(share, weighting, focal, dice, coral);
  }

  /**
   * Weighs the classes.
   *
   * @param weights one a class, in the order of the classes, above 0
   * @return a new objective
   */
  public Objective classWeights(double... weights) {
    List<Double> given = Arrays.stream(weights).boxed().toList();
    return new Objective(labelSmoothing, new Weighting.Given(given), focal, dice, coral);
  }

  /**
   * Weighs each class by {@code n / (k · n_c)}, with n training images, k classes and n_c images of
   * that class: scikit-learn's {@code class_weight="balanced"} (King and Zeng 2001).
   *
   * @return a new objective, whose weights are known once training knows its images
   */
  public Objective balanced() {
    return new Objective(labelSmoothing, new Weighting.Balanced(), focal, dice, coral);
  }

  /**
   * Turns to the images that are hard (Lin et al. 2017, equation 4): each class's term is
   * multiplied by {@code (1 − p_c)^γ}. The gradient flows through that factor too.
   *
   * @param gamma 0 or more; 0 is plain cross entropy, the paper found 2 best
   * @return a new objective
   */
  public Objective focal(double gamma) {
    return new Objective(labelSmoothing, weighting, gamma, dice, coral);
  }

  /**
   * Lets the overlap of masks have a share of the loss: {@code 1 − 2 Σ p·y / (Σ p + Σ y)}, sums
   * over all pixels of the batch that have a class, the mean of the classes that it has (Milletari
   * et al. 2016, V-Net, section 3). Class weights and focus are the cross entropy's alone.
   *
   * @param share 0 to 1; the cross entropy has the rest
   * @return a new objective
   */
  public Objective dice(double share) {
    return new Objective(labelSmoothing, weighting, focal, share, coral);
  }

  /**
   * Draws the outputs for unlabelled examples to those for the training examples.
   *
   * @param term which examples, and how much it counts
   * @return a new objective
   */
  public Objective coral(Coral term) {
    return new Objective(labelSmoothing, weighting, focal, dice, Optional.of(term));
  }

  /**
   * Turns balanced weights into those of the training images, and checks that given ones are as
   * many as the classes.
   *
   * @param labels of the training images
   * @param classes how many there are, 2 for a head of one logit
   * @return an objective with equal or given weights
   * @throws IllegalArgumentException when a count is wrong or a class to be balanced has no image
   */
  public Objective resolve(int[] labels, int classes) {
    if (!(weighting instanceof Weighting.Balanced)) {
      weights(classes);
      return this;
    }
    long[] counts = new long[classes];
    for (int label : labels) {
      counts[label]++;
    }
    return resolve("image", counts);
  }

  /** Turns balanced weights into those of so many images or pixels of each class. */
  Objective resolve(String what, long... counts) {
    if (!(weighting instanceof Weighting.Balanced)) {
      weights(counts.length);
      return this;
    }
    long all = Arrays.stream(counts).sum();
    List<Double> found = new ArrayList<>();
    for (int c = 0; c < counts.length; c++) {
      if (counts[c] == 0) {
        throw new IllegalArgumentException(
            "class "
                + c
                + " has no training "
                + what
                + " and so no balanced weight; give weights by classWeights");
      }
      found.add(all / ((double) counts.length * counts[c]));
    }
    return new Objective(labelSmoothing, new Weighting.Given(found), focal, dice, coral);
  }

  /** Lists one weight a class. */
  List<Double> weights(int classes) {
    if (weighting instanceof Weighting.Given given) {
      if (given.weights().size() != classes) {
        throw new IllegalArgumentException(
            given.weights().size()
                + " class weights for "
                + classes
                + " classes; give one a class");
      }
      return given.weights();
    }
    if (weighting instanceof Weighting.Balanced) {
      throw new IllegalStateException("balanced class weights are not resolved; call resolve");
    }
    return Collections.nCopies(classes, 1.0);
  }

  /** Tells whether an image's loss is plain cross entropy with its (perhaps soft) target. */
  boolean plain() {
    return weighting instanceof Weighting.Equal && focal == 0;
  }

  /** As before there were masks where their overlap has no share: runs are known by this. */
  @Override
  public String toString() {
    return "Objective[labelSmoothing="
        + labelSmoothing
        + ", weighting="
        + weighting
        + ", focal="
        + focal
        + (dice == 0 ? "" : ", dice=" + dice)
        + coral.map(term -> ", " + term).orElse("")
        + "]";
  }
}
