package dev.graft.evaluate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One image's logits, read as probabilities; in double and shifted by the maximum throughout. */
final class Softmax {
  private final float[] logits;
  private final int argmax;
  private final double logSum;

  Softmax(float[] logits) {
    this.logits = logits;
    this.argmax = argmax(logits);
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp((double) logit - logits[argmax]);
    }
    this.logSum = logits[argmax] + Math.log(sum);
  }

  int classes() {
    return logits.length;
  }

  float logit(int index) {
    return logits[index];
  }

  int argmax() {
    return argmax;
  }

  /** One a class; they are not to be changed. */
  float[] logits() {
    return logits;
  }

  /** Decides for a class from a probability on, else for the most probable of the others. */
  int decided(int index, double threshold) {
    if (probability(index) >= threshold) {
      return index;
    }
    if (argmax != index) {
      return argmax;
    }
    float[] others = logits.clone();
    others[index] = Float.NEGATIVE_INFINITY;
    int best = argmax(others);
    return best == index ? (index + 1) % logits.length : best;
  }

  double probability(int index) {
    return Math.exp(logits[index] - logSum);
  }

  double logProbability(int index) {
    return logits[index] - logSum;
  }

  List<Double> probabilities() {
    List<Double> all = new ArrayList<>();
    for (int i = 0; i < logits.length; i++) {
      all.add(probability(i));
    }
    return Collections.unmodifiableList(all);
  }

  double crossEntropy(int label) {
    return logSum - logits[label];
  }

  /** Counts the classes that stand before this one; of equals the first stands before. */
  int rank(int index) {
    return rank(logits, index);
  }

  static int rank(float[] logits, int index) {
    int before = 0;
    for (int i = 0; i < logits.length; i++) {
      boolean earlier = logits[i] == logits[index] && i < index;
      before += logits[i] > logits[index] || earlier ? 1 : 0;
    }
    return before;
  }

  /** Finds the highest, of equals the first. */
  static int argmax(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }
}
