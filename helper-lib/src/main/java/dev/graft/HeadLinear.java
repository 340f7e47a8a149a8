package dev.graft;

import dev.graft.graph.Shape;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.util.Map;

/**
 * The classifier of a head as one row a class; a head of one logit is that of the second of two.
 *
 * @param weights (C, width)
 * @param biases (C)
 */
record HeadLinear(float[][] weights, float[] biases) {
  private static final String WEIGHT = Head.CLASSIFIER + ".weight";
  private static final String BIAS = Head.CLASSIFIER + ".bias";

  static HeadLinear of(ModelState now) {
    Tensor weight = now.weights().get(WEIGHT);
    float[] flat = weight.toArray();
    float[] bias = now.weights().get(BIAS).toArray();
    int classes = now.classes().size();
    int width = weight.shape().get(1);
    int first = classes - bias.length;
    float[][] weights = new float[classes][width];
    float[] biases = new float[classes];
    for (int row = 0; row < bias.length; row++) {
      System.arraycopy(flat, row * width, weights[first + row], 0, width);
      biases[first + row] = bias[row];
    }
    return new HeadLinear(weights, biases);
  }

  /**
   * Shares what tells two classes apart between both: a solved one lies with the second alone, and
   * the first's logit would hang on nothing, so that Grad-CAM saw no evidence for it.
   */
  HeadLinear shared() {
    if (weights.length != 2) {
      return this;
    }
    int width = weights[0].length;
    float[][] both = new float[2][width];
    for (int k = 0; k < width; k++) {
      both[1][k] = (weights[1][k] - weights[0][k]) / 2;
      both[0][k] = -both[1][k];
    }
    float bias = (biases[1] - biases[0]) / 2;
    return new HeadLinear(both, new float[] {-bias, bias});
  }

  /** The tensors of a model's head that say the same. */
  StateDict state(ModelState now) {
    boolean one = now.head().orElseThrow().output() == Head.Output.BINARY;
    int width = weights[0].length;
    int rows = one ? 1 : weights.length;
    float[] flat = new float[rows * width];
    float[] bias = new float[rows];
    for (int row = 0; row < rows; row++) {
      float[] its = one ? weights[1] : weights[row];
      bias[row] = one ? biases[1] - biases[0] : biases[row];
      for (int k = 0; k < width; k++) {
        flat[row * width + k] = one ? its[k] - weights[0][k] : its[k];
      }
    }
    return StateDict.of(
        Map.of(
            WEIGHT, Tensor.of(Shape.of(rows, width), flat), BIAS, Tensor.of(Shape.of(rows), bias)));
  }
}
