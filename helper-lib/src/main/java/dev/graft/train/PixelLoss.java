package dev.graft.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.graft.data.Masks;
import dev.graft.engine.DeviceArrays;
import dev.graft.engine.Temporaries;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The loss of a batch of masks, as {@link Objective} defines it, summed over the pixels that have a
 * class; cross entropy as torch's {@code CrossEntropyLoss} with {@code ignore_index}.
 */
final class PixelLoss {
  private final NDArray logP;
  private final Shape shape;
  private final Objective objective;

  /** 1 where a pixel is of a class, {@code (N, K, H, W)}; 0 everywhere where it has none. */
  private final NDArray wanted;

  private PixelLoss(NDArray logits, byte[][] rows, Objective objective) {
    this.shape = logits.getShape();
    this.objective = objective;
    this.logP = logits.logSoftmax(1);
    this.wanted = wanted(logits.getManager(), rows);
  }

  /**
   * Computes the loss within an autograd recording.
   *
   * @param logits {@code (N, K, H, W)}
   * @param rows N masks of {@code H · W} classes
   * @param objective resolved
   * @param weight of all pixels together, by the weights of their classes
   * @return a scalar, which the caller closes
   */
  static NDArray of(NDArray logits, byte[][] rows, Objective objective, double weight) {
    return Temporaries.allBut(
        () -> {
          PixelLoss loss = new PixelLoss(logits, rows, objective);
          float dice = (float) objective.dice();
          if (dice == 0) {
            return loss.crossEntropy(weight);
          }
          NDArray overlap = DeviceArrays.divide(loss.overlap(rows), 1 / dice);
          return dice == 1
              ? overlap
              : DeviceArrays.divide(loss.crossEntropy(weight), 1 / (1 - dice)).add(overlap);
        });
  }

  private int classes() {
    return Math.toIntExact(shape.get(1));
  }

  /** Compared on the device, to which one number a pixel goes. */
  private NDArray wanted(NDManager manager, byte[][] rows) {
    int pixels = Math.toIntExact(shape.get(2) * shape.get(3));
    float[] labels = new float[rows.length * pixels];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != pixels) {
        throw new IllegalArgumentException(
            "the head gives " + shape + ", a mask has " + rows[i].length + " pixels");
      }
      for (int p = 0; p < pixels; p++) {
        labels[i * pixels + p] = rows[i][p] & 0xff;
      }
    }
    float[] names = new float[classes()];
    IntStream.range(0, names.length).forEach(c -> names[c] = c);
    NDArray label =
        DeviceArrays.constant(
            manager, labels, new Shape(rows.length, 1, shape.get(2), shape.get(3)));
    NDArray name = DeviceArrays.constant(manager, names, new Shape(1, names.length, 1, 1));
    return label.eq(name).toType(DataType.FLOAT32, false);
  }

  private NDArray crossEntropy(double weight) {
    NDArray terms = objective.focal() == 0 ? logP : Loss.focused(logP, objective.focal());
    return DeviceArrays.divide(terms.mul(targets()).sum().neg(), (float) weight);
  }

  /** What is wanted, smoothed and weighted. */
  private NDArray targets() {
    double spread = objective.labelSmoothing();
    NDArray targets = wanted;
    if (spread > 0) {
      NDArray known = wanted.sum(new int[] {1}, true);
      targets = wanted.mul((float) (1 - spread)).add(known.mul((float) (spread / classes())));
    }
    List<Double> weights = objective.weights(classes());
    if (weights.stream().allMatch(w -> w == 1)) {
      return targets;
    }
    return targets.mul(row(weights));
  }

  private NDArray row(List<Double> values) {
    float[] row = new float[values.size()];
    IntStream.range(0, row.length).forEach(c -> row[c] = values.get(c).floatValue());
    return DeviceArrays.constant(logP.getManager(), row, new Shape(1, row.length, 1, 1));
  }

  /** How little of what is wanted and what is said overlaps, of the classes that there are. */
  private NDArray overlap(byte[][] rows) {
    boolean[] present = new boolean[classes()];
    for (byte[] row : rows) {
      for (byte label : row) {
        if (label != Masks.VOID) {
          present[label & 0xff] = true;
        }
      }
    }
    List<Double> shares =
        IntStream.range(0, present.length).mapToObj(c -> present[c] ? 1.0 : 0.0).toList();
    double count = Math.max(1, shares.stream().mapToDouble(Double::doubleValue).sum());
    NDArray known = wanted.sum(new int[] {1}, true);
    NDArray said = logP.exp();
    NDArray both = perClass(said.mul(wanted)).mul(2);
    NDArray either = perClass(said.mul(known)).add(perClass(wanted)).clip(1e-7f, Float.MAX_VALUE);
    NDArray missing = both.div(either).neg().add(1).mul(row(shares).reshape(classes()));
    return DeviceArrays.divide(missing.sum(), (float) count);
  }

  private NDArray perClass(NDArray values) {
    return values
        .reshape(shape.get(0), shape.get(1), shape.get(2) * shape.get(3))
        .sum(new int[] {2})
        .sum(new int[] {0});
  }
}
