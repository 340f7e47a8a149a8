package dev.graft.train;

import ai.djl.ndarray.NDArray;
import dev.graft.data.ContentKey;
import dev.graft.data.Dataset;
import dev.graft.engine.DeviceArrays;
import dev.graft.engine.Temporaries;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A term of the loss that draws the outputs for unlabelled examples to those for the training
 * examples: {@code weight · ‖C_S − C_T‖² / (4 d²)}, with C the covariances of the network's d
 * outputs, divided by n − 1, over a batch of either kind (Sun and Saenko 2016, "Deep CORAL",
 * equations 1 to 3).
 *
 * @param examples whose answers, if they have any, are not read; at least two
 * @param weight of the term beside the loss, above 0
 */
public record Coral(Dataset examples, double weight) {
  private static final int LEAST = 2;

  /** Checks the weight and the number of examples. */
  public Coral {
    Require.that(
        weight > 0 && Double.isFinite(weight), "weight of CORAL", weight, "above 0 and finite");
    if (examples.size() < LEAST) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d %s to align with, must be at least %d",
              examples.size(),
              examples.noun(),
              LEAST));
    }
  }

  /** Tells whether both batches have a covariance; the last of an epoch may be of one example. */
  static boolean applies(NDArray outputs, NDArray others) {
    return outputs.getShape().get(0) >= LEAST && others.getShape().get(0) >= LEAST;
  }

  /**
   * Computes the term, within an autograd recording.
   *
   * @param outputs for training examples, (N, d)
   * @param others for the unlabelled ones, (M, d)
   * @return a scalar; the caller closes it
   */
  NDArray term(NDArray outputs, NDArray others) {
    double width = outputs.getShape().get(1);
    return Temporaries.allBut(
        () -> {
          NDArray apart = covariance(outputs).sub(covariance(others));
          return DeviceArrays.multiply(
              apart.mul(apart).sum(), (float) (weight / (4 * width * width)));
        });
  }

  private static NDArray covariance(NDArray rows) {
    long count = rows.getShape().get(0);
    NDArray means = DeviceArrays.divide(rows.sum(new int[] {0}, true), count);
    NDArray centred = rows.sub(means);
    return DeviceArrays.divide(centred.transpose().matMul(centred), count - 1);
  }

  /** Says all that decides what is learned: equal texts, equal terms. */
  String decisions() {
    String keys =
        IntStream.range(0, examples.size())
            .parallel()
            .mapToObj(i -> examples.key(i).toString())
            .collect(Collectors.joining(" "));
    return String.format(Locale.ROOT, " %s %016x", this, ContentKey.of(keys).a());
  }

  @Override
  public String toString() {
    return "coral=" + weight + " with " + examples.size() + " " + examples.noun();
  }
}
