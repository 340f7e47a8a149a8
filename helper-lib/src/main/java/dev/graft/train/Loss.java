package dev.graft.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import dev.graft.engine.DeviceArrays;
import dev.graft.engine.Temporaries;
import java.util.List;

/**
 * The loss of a batch, as {@link Objective} defines it. A network with one logit is taken as
 * binary: the logit is that of class 1.
 */
final class Loss {
  /** Below which {@code 1 − p} counts as this, so that no power of it has an infinite slope. */
  private static final float CERTAIN = 1e-8f;

  private Loss() {}

  /** Computes the plain or smoothed cross entropy. */
  static NDArray of(NDArray logits, int[] labels, double smoothing) {
    return of(logits, ClassTargets.of(labels), Objective.crossEntropy().labelSmoothing(smoothing));
  }

  /**
   * Computes the loss within an autograd recording.
   *
   * <p>With mixed targets it is {@code λ · CE(labels) + (1 − λ) · CE(partners)}, both sums over one
   * denominator, {@code Σ (λ w_label + (1 − λ) w_partner)}.
   *
   * @param logits {@code (N, classes)} or {@code (N, 1)}
   * @param targets of N images
   * @param objective resolved
   * @return a scalar, which the caller closes
   */
  static NDArray of(NDArray logits, ClassTargets targets, Objective objective) {
    return Temporaries.allBut(
        () -> {
          if (logits.getShape().get(1) > 1) {
            return softmax(logits, targets, objective);
          }
          return objective.plain()
              ? binary(logits, targets, objective.labelSmoothing())
              : softmax(twoClasses(logits), targets, objective);
        });
  }

  private static NDArray twoClasses(NDArray logit) {
    return NDArrays.concat(new NDList(logit.zerosLike(), logit), 1);
  }

  private static NDArray softmax(NDArray logits, ClassTargets targets, Objective objective) {
    int classes = Math.toIntExact(logits.getShape().get(1));
    List<Double> weights = objective.weights(classes);
    double spread = objective.labelSmoothing();
    double share = targets.share();
    float[] wanted = new float[targets.size() * classes];
    java.util.Arrays.fill(wanted, (float) (spread / classes));
    for (int i = 0; i < targets.size(); i++) {
      int label = targets.labels()[i];
      int partner = targets.partners()[i];
      wanted[i * classes + label] += (float) (share * (1 - spread));
      wanted[i * classes + partner] += (float) ((1 - share) * (1 - spread));
      for (int c = 0; c < classes; c++) {
        wanted[i * classes + c] *= weights.get(c).floatValue();
      }
    }
    NDArray y = DeviceArrays.constant(logits.getManager(), wanted, logits.getShape());
    NDArray logP = logits.logSoftmax(1);
    NDArray terms = objective.focal() == 0 ? logP : focused(logP, objective.focal());
    return DeviceArrays.divide(terms.mul(y).sum().neg(), (float) targets.weight(weights));
  }

  static NDArray focused(NDArray logP, double gamma) {
    NDArray rest = logP.exp().neg().add(1).clip(CERTAIN, 1);
    return DeviceArrays.power(rest, (float) gamma).mul(logP);
  }

  /** {@code max(z, 0) − z·y + log(1 + exp(−|z|))}, which no logit overflows. */
  private static NDArray binary(NDArray logits, ClassTargets targets, double smoothing) {
    float[] wanted = new float[targets.size()];
    double share = targets.share();
    for (int i = 0; i < wanted.length; i++) {
      double mixed = share * targets.labels()[i] + (1 - share) * targets.partners()[i];
      wanted[i] = (float) (mixed * (1 - smoothing) + smoothing / 2);
    }
    NDArray y = DeviceArrays.constant(logits.getManager(), wanted, logits.getShape());
    NDArray soft = logits.abs().neg().exp().add(1).log();
    NDArray sum = logits.clip(0, Float.MAX_VALUE).sub(logits.mul(y)).add(soft).sum();
    return DeviceArrays.divide(sum, targets.size());
  }
}
