package dev.graft.infer;

import dev.graft.graph.BatchNorm;
import dev.graft.graph.Conv;
import dev.graft.graph.Graph;
import dev.graft.graph.Node;
import dev.graft.graph.Readers;
import dev.graft.graph.Shape;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.util.Map;

/**
 * Finds the batch normalizations that a convolution can absorb, and computes its new weights:
 * {@code w · γ/σ} and {@code β + (b − μ) · γ/σ} with {@code σ = sqrt(var + epsilon)}, in double and
 * rounded once.
 */
final class BatchNormFolding {

  /** A convolution's weights with everything folded in. */
  record Folded(Tensor weight, Tensor bias) {}

  private BatchNormFolding() {}

  /**
   * Pairs convolutions with the normalization that alone reads them.
   *
   * @return name of the convolution to the normalization's node
   */
  static Map<String, Node> plan(Graph graph) {
    return Readers.of(graph).pairs(Conv.class::isInstance, BatchNorm.class::isInstance);
  }

  /** What a batch normalization multiplies by, where it has no such weight ones. */
  static Tensor scale(Node norm, StateDict weights) {
    var op = (BatchNorm) norm.op();
    return op.scale() == BatchNorm.Scale.ONE
        ? Tensor.filled(Shape.of(op.channels()), 1)
        : weights.get(norm.name() + ".weight");
  }

  static Folded fold(Node conv, Node norm, StateDict weights) {
    float[] w = weights.get(conv.name() + ".weight").toArray();
    float[] gamma = scale(norm, weights).toArray();
    float[] beta = weights.get(norm.name() + ".bias").toArray();
    float[] mean = weights.get(norm.name() + ".running_mean").toArray();
    float[] variance = weights.get(norm.name() + ".running_var").toArray();
    boolean biased = ((Conv) conv.op()).bias();
    float[] bias = biased ? weights.get(conv.name() + ".bias").toArray() : new float[gamma.length];
    double epsilon = ((BatchNorm) norm.op()).epsilon();
    int filter = w.length / gamma.length;
    for (int channel = 0; channel < gamma.length; channel++) {
      double scale = gamma[channel] / Math.sqrt(variance[channel] + epsilon);
      for (int i = channel * filter; i < (channel + 1) * filter; i++) {
        w[i] = (float) (w[i] * scale);
      }
      bias[channel] = (float) (beta[channel] + ((double) bias[channel] - mean[channel]) * scale);
    }
    Shape shape = weights.get(conv.name() + ".weight").shape();
    return new Folded(Tensor.of(shape, w), Tensor.of(Shape.of(bias.length), bias));
  }
}
