package dev.graft.train;

import ai.djl.ndarray.NDArray;
import dev.graft.data.Batches;
import dev.graft.data.Masks;
import dev.graft.data.Mixing;
import dev.graft.graph.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * A class for every pixel: cross entropy and overlap of all pixels of a batch as an objective has
 * them; a pixel without a class counts nowhere.
 *
 * @param objective whose class weights are known
 * @param classes how many
 */
record MaskGoal(Objective objective, int classes) implements Goal {
  /** What a batch weighs that has no pixel of any class. */
  private static final double NOTHING = 1e-6;

  static MaskGoal of(Task task) {
    FineTune options = task.options();
    ForClasses.refuse(task, !options.feed().mixing().equals(Mixing.none()), "mixing is");
    ForClasses.refuseChoosing(task);
    Masks masks = (Masks) task.answers();
    int classes = masks.names().size();
    Shape output = task.network().graph().outputShape();
    if (output.rank() != 3 || output.channels() != classes) {
      throw new IllegalArgumentException(
          "the head gives " + output + ", masks of " + classes + " classes need so many channels");
    }
    Objective objective = options.objective();
    boolean counted = objective.weighting() instanceof Objective.Weighting.Balanced;
    long[] counts = counted ? Arrays.copyOf(masks.counts(), classes) : new long[classes];
    return new MaskGoal(objective.resolve("pixel", counts), classes);
  }

  @Override
  public NDArray loss(NDArray outputs, Targets targets) {
    return loss(outputs, targets, objective);
  }

  private NDArray loss(NDArray outputs, Targets targets, Objective minimized) {
    return PixelLoss.of(outputs, rows(targets), minimized, weight(targets, minimized));
  }

  private static byte[][] rows(Targets targets) {
    return ((Masks) targets.own()).rows();
  }

  @Override
  public double weight(Targets targets) {
    return weight(targets, objective);
  }

  private double weight(Targets targets, Objective minimized) {
    List<Double> weights = minimized.weights(classes);
    long[] counts = new long[classes];
    for (byte[] row : rows(targets)) {
      for (byte label : row) {
        if (label != Masks.VOID) {
          counts[label & 0xff]++;
        }
      }
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      sum += weights.get(c) * counts[c];
    }
    return Math.max(NOTHING, sum);
  }

  @Override
  public NDArray judged(NDArray outputs, Targets targets) {
    return loss(outputs, targets, Objective.crossEntropy());
  }

  @Override
  public Score score() {
    return new MaskScore(classes);
  }

  @Override
  public int[] order(Task task, int epoch) {
    return Batches.shuffled(task.answers().size(), task.options().seed(), epoch);
  }
}
