package dev.graft.evaluate;

import dev.graft.weights.Excerpt;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Answers with all classes that an image may be of, so many that the right one is among them as
 * often as was promised: split conformal prediction (Vovk et al. 2005; the score of Sadinle et al.
 * 2019, "Least ambiguous set-valued classifiers", section 3).
 *
 * <pre>{@code
 * var sets = Conformal.of(evaluate(model, data.validation()), 0.95);
 * sets.answer(predict(model, photo))     // [ant], or [ant, beetle], or none: it has seen no such thing
 * sets.coverage(evaluate(model, data.test()))
 * }</pre>
 *
 * <p>The promise holds for images of the same kind as those it was made from, which the model did
 * not learn from; on average over draws of these. It says nothing of photos of another kind.
 *
 * @param classes names
 * @param promised share of images whose right class is in the set, above 0 and below 1
 * @param threshold a class is in the set where its probability is at least this, 0…1
 * @param images that it was made from
 */
public record Conformal(List<String> classes, double promised, double threshold, int images) {

  /** Copies and checks. */
  public Conformal {
    classes = List.copyOf(classes);
    require(promised);
    if (!(threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "threshold is %s, must be 0 to 1", threshold));
    }
  }

  private static void require(double promised) {
    if (!(promised > 0 && promised < 1)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "promised is %s, must be above 0 and below 1", promised));
    }
  }

  /**
   * Makes the promise.
   *
   * @param heldOut evaluation of images that the model did not learn from
   * @param promised share of images whose right class shall be in the set, above 0 and below 1
   * @return the sets; all classes are in each where the images are too few for the promise, fewer
   *     than {@code promised / (1 − promised)}
   * @throws IllegalArgumentException when the share is out of range
   */
  public static Conformal of(Evaluation heldOut, double promised) {
    require(promised);
    int n = heldOut.size();
    int[] labels = heldOut.labels();
    double[] rising =
        IntStream.range(0, n)
            .mapToDouble(i -> Math.exp(heldOut.output(i).logProbability(labels[i])))
            .sorted()
            .toArray();
    int rank = (int) Math.ceil((n + 1) * promised - 1e-9);
    double threshold = rank > n ? 0 : Math.min(1, rising[n - rank]);
    return new Conformal(heldOut.classes(), promised, threshold, n);
  }

  /**
   * Answers for one image.
   *
   * @param prediction by the model that the promise was made with
   * @return names of all classes that it may be of, the most probable first; none where nothing is
   *     as probable as right answers are
   * @throws IllegalArgumentException when it is of other classes
   */
  public List<String> answer(Prediction prediction) {
    if (!prediction.classes().equals(classes)) {
      throw new IllegalArgumentException(
          "prediction of %s, the promise is of %s"
              .formatted(Excerpt.listed(prediction.classes()), Excerpt.listed(classes)));
    }
    List<Double> probabilities = prediction.probabilities();
    return IntStream.range(0, classes.size())
        .filter(c -> probabilities.get(c) >= threshold)
        .boxed()
        .sorted((a, b) -> Double.compare(probabilities.get(b), probabilities.get(a)))
        .map(classes::get)
        .toList();
  }

  /**
   * Counts how often the right class is in the set.
   *
   * @param result of images with labels, none of which the promise was made from
   * @return the share, with its 95 % interval
   */
  public Interval coverage(Evaluation result) {
    int[] labels = result.labels();
    long hits =
        IntStream.range(0, result.size())
            .filter(i -> Math.exp(result.output(i).logProbability(labels[i])) >= threshold)
            .count();
    return Wilson.share((int) hits, result.size());
  }

  /**
   * Counts the classes of a set: what the promise costs.
   *
   * @param result of images
   * @return mean number of classes in a set, 0…C
   */
  public double meanSize(Evaluation result) {
    return result.predictions().stream()
        .mapToInt(prediction -> answer(prediction).size())
        .average()
        .orElse(0);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "the right class is among the answers in %.4g of cases: all of at least %.4f probability (from"
            + " %d held out)",
        promised,
        threshold,
        images);
  }
}
