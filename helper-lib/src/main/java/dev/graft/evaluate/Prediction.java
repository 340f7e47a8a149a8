package dev.graft.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Says what a model takes one image for.
 *
 * @param image name of the image, such as {@code validation/ants/10308379.jpg}
 * @param index position of the image in the set that was predicted, from 0
 * @param label the class it belongs to; empty where nobody knows
 * @param predicted the class of the highest probability
 * @param confidence that probability, 0…1
 * @param probabilities one a class in the order of the classes, summing to 1
 */
public record Prediction(
    String image,
    int index,
    String label,
    String predicted,
    double confidence,
    List<Double> probabilities) {

  /** Copies the probabilities. */
  public Prediction {
    probabilities = List.copyOf(probabilities);
  }

  /**
   * Compares the prediction with the label.
   *
   * @return whether they agree
   */
  public boolean right() {
    return label.equals(predicted);
  }

  /**
   * Reads a model's raw output for images whose classes nobody knows.
   *
   * @param classes names, in the order of the logits
   * @param images their names (N)
   * @param logits unnormalized log-probabilities (N, C)
   * @return one prediction an image, its label empty
   */
  public static List<Prediction> of(List<String> classes, List<String> images, float[][] logits) {
    List<Prediction> all = new ArrayList<>();
    for (int i = 0; i < logits.length; i++) {
      all.add(of(images.get(i), i, "", classes, new Softmax(logits[i])));
    }
    return List.copyOf(all);
  }

  static Prediction of(
      String image, int index, String label, List<String> classes, Softmax output) {
    int top = output.argmax();
    return new Prediction(
        image, index, label, classes.get(top), output.probability(top), output.probabilities());
  }

  @Override
  public String toString() {
    String text = String.format(Locale.ROOT, "%s: %s (%.3f)", image, predicted, confidence);
    return label.isEmpty() || right() ? text : text + ", is " + label;
  }
}
