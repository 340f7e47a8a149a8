package dev.graft.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * The mean cross entropy of a batch. A network with one logit is taken as binary: the logit is that
 * of class 1.
 */
final class Loss {
  private Loss() {}

  /**
   * Computes the loss within an autograd recording.
   *
   * @param logits {@code (N, classes)} or {@code (N, 1)}
   * @param labels class indices, N of them
   * @param smoothing share of the target spread evenly over all classes (Szegedy et al. 2016,
   *     section 7)
   * @return a scalar
   */
  static NDArray of(NDArray logits, int[] labels, double smoothing) {
    int classes = Math.toIntExact(logits.getShape().get(1));
    return classes == 1
        ? binary(logits, labels, smoothing)
        : softmax(logits, labels, classes, smoothing);
  }

  static NDArray of(NDArray logits, Targets t, Objective o) {
    return of(logits, t.labels(), o.labelSmoothing());
  }

  private static NDArray softmax(NDArray logits, int[] labels, int classes, double smoothing) {
    float[] targets = new float[labels.length * classes];
    java.util.Arrays.fill(targets, (float) (smoothing / classes));
    for (int i = 0; i < labels.length; i++) {
      targets[i * classes + labels[i]] += (float) (1 - smoothing);
    }
    NDArray y = target(logits, targets);
    return logits.logSoftmax(1).mul(y).sum().neg().div(labels.length);
  }

  /** {@code max(z, 0) − z·y + log(1 + exp(−|z|))}, which no logit overflows. */
  private static NDArray binary(NDArray logits, int[] labels, double smoothing) {
    float[] targets = new float[labels.length];
    for (int i = 0; i < labels.length; i++) {
      targets[i] = (float) (labels[i] * (1 - smoothing) + smoothing / 2);
    }
    NDArray y = target(logits, targets);
    NDArray soft = logits.abs().neg().exp().add(1).log();
    return logits.clip(0, Float.MAX_VALUE).sub(logits.mul(y)).add(soft).sum().div(labels.length);
  }

  private static NDArray target(NDArray logits, float[] values) {
    NDManager manager = logits.getManager();
    Shape shape = logits.getShape();
    return manager.create(values, shape);
  }
}
