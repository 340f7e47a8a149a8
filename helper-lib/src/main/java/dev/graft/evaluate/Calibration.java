package dev.graft.evaluate;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.analysis.solvers.BrentSolver;

/**
 * Makes a model as sure as it is right, by dividing its logits by one number (temperature scaling,
 * Guo et al. 2017, "On Calibration of Modern Neural Networks", section 4.2). No prediction becomes
 * another.
 *
 * <pre>{@code
 * var calibration = Calibration.fit(evaluate(model, data.validation()));
 * calibration.apply(evaluate(model, data.test())).calibrationError();
 * }</pre>
 *
 * @param temperature above 1 makes a model less sure, below 1 surer
 */
public record Calibration(double temperature) {
  private static final double LOWEST = 0.05;
  private static final double HIGHEST = 20;

  /**
   * Checks the temperature.
   *
   * @throws IllegalArgumentException if it is not above 0
   */
  public Calibration {
    if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "temperature is " + temperature + ", must be above 0 and finite");
    }
  }

  /**
   * Finds the temperature at which the mean cross entropy is least.
   *
   * <p>Where every image is predicted right none is: the colder, the better. Where the logits say
   * nothing, the hotter, the better. The answer is then 0.05 or 20, and its text says so.
   *
   * @param heldOut images the model did not learn from and that are not the test
   * @return a temperature of 0.05…20
   */
  public static Calibration fit(Evaluation heldOut) {
    if (slope(heldOut, 1 / HIGHEST) >= 0) {
      return new Calibration(HIGHEST);
    }
    if (slope(heldOut, 1 / LOWEST) <= 0) {
      return new Calibration(LOWEST);
    }
    double inverse =
        new BrentSolver(1e-12, 1e-14)
            .solve(1000, inverted -> slope(heldOut, inverted), 1 / HIGHEST, 1 / LOWEST);
    return new Calibration(1 / inverse);
  }

  /** Of the cross entropy over 1 / T, in which it is convex: so this only rises. */
  private static double slope(Evaluation evaluation, double inverse) {
    int[] labels = evaluation.labels();
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      Softmax output = evaluation.output(i);
      float top = output.logit(output.argmax());
      double weights = 0;
      double weighted = 0;
      for (int c = 0; c < output.classes(); c++) {
        double below = (double) output.logit(c) - top;
        double weight = Math.exp(inverse * below);
        weights += weight;
        weighted += weight * below;
      }
      sum += weighted / weights - ((double) output.logit(labels[i]) - top);
    }
    return sum / labels.length;
  }

  /**
   * Divides the logits.
   *
   * @param evaluation of the model it was fitted to, on any images
   * @return the same predictions with other probabilities
   */
  public Evaluation apply(Evaluation evaluation) {
    float[][] logits = new float[evaluation.size()][evaluation.classes().size()];
    for (int i = 0; i < logits.length; i++) {
      for (int c = 0; c < logits[i].length; c++) {
        logits[i][c] = (float) (evaluation.output(i).logit(c) / temperature);
      }
    }
    return Evaluation.of(evaluation.classes(), evaluation.ids(), evaluation.labels(), logits);
  }

  /**
   * Does the same to predictions, whose classes nobody may know.
   *
   * @param predictions of the model it was fitted to
   * @return the same ones with other probabilities
   */
  public List<Prediction> apply(List<Prediction> predictions) {
    return predictions.stream().map(this::apply).toList();
  }

  private Prediction apply(Prediction one) {
    double[] powers =
        one.probabilities().stream().mapToDouble(p -> Math.pow(p, 1 / temperature)).toArray();
    double sum = Arrays.stream(powers).sum();
    List<Double> all = Arrays.stream(powers).mapToObj(power -> power / sum).toList();
    double confidence = Collections.max(all);
    return new Prediction(
        one.image(), one.index(), one.label(), one.predicted(), confidence, one.classes(), all);
  }

  @Override
  public String toString() {
    String text = String.format(Locale.ROOT, "temperature %.4g", temperature);
    if (temperature == LOWEST) {
      return text + ", the lowest there is: nothing held out was taken for another; hold out more";
    }
    return temperature == HIGHEST
        ? text + ", the highest there is: the logits say nothing of the classes held out"
        : text;
  }
}
