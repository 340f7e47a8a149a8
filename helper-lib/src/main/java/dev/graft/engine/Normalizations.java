package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import dev.graft.graph.BatchNorm;
import dev.graft.graph.BatchNorm.Scale;
import dev.graft.graph.Conv;
import dev.graft.graph.Node;
import java.util.function.Function;

/**
 * Batch normalization in three ways: folded into the convolution before it, as arithmetic on
 * activations, and with each batch's own statistics.
 */
final class Normalizations {
  private Normalizations() {}

  /** What a folded pair gives: the normalized value, or how far it lies below six. */
  enum Result {
    VALUE,
    SIX_MINUS_VALUE
  }

  /** Folds the statistics into weight and bias; the gradient flows through these small arrays. */
  static NDArray folded(
      Choices choices,
      Node convolution,
      Node norm,
      NDArray x,
      Function<String, NDArray> parameters,
      Result result) {
    Conv conv = (Conv) convolution.op();
    Function<String, NDArray> own = name -> parameters.apply(norm.name() + "." + name);
    return Temporaries.allBut(
        () -> {
          NDArray scale = scale((BatchNorm) norm.op(), own);
          NDArray weight = parameters.apply(convolution.name() + ".weight");
          NDArray shift = own.apply("running_mean").neg();
          if (conv.bias()) {
            shift = shift.add(parameters.apply(convolution.name() + ".bias"));
          }
          NDArray bias = own.apply("bias").add(shift.mul(scale));
          if (result == Result.SIX_MINUS_VALUE) {
            scale = scale.neg();
            bias = bias.neg().add(6);
          }
          return Convolutions.convolve(
              choices, conv, x, weight.mul(scale.reshape(-1, 1, 1, 1)), bias);
        });
  }

  /** Normalizes activations by the stored statistics. */
  static NDArray stored(BatchNorm norm, NDArray x, Function<String, NDArray> own) {
    return Temporaries.allBut(
        () -> {
          NDArray scale = scale(norm, own);
          NDArray bias = own.apply("bias").sub(own.apply("running_mean").mul(scale));
          return x.mul(scale.reshape(1, -1, 1, 1)).add(bias.reshape(1, -1, 1, 1));
        });
  }

  private static NDArray scale(BatchNorm norm, Function<String, NDArray> own) {
    NDArray deviation = own.apply("running_var").add(norm.epsilon()).sqrt();
    return norm.scale() == Scale.ONE
        ? deviation.onesLike().div(deviation)
        : own.apply("weight").div(deviation);
  }

  /** Normalizes by the batch's statistics and moves the stored ones along. */
  static NDArray updating(BatchNorm norm, NDArray x, Function<String, NDArray> own) {
    return Temporaries.allBut(
        () -> {
          NDArray mean = own.apply("running_mean");
          NDArray weight = norm.scale() == Scale.ONE ? mean.onesLike() : own.apply("weight");
          NDArray variance = own.apply("running_var");
          NDArray bias = own.apply("bias");
          float epsilon = (float) norm.epsilon();
          return x.getNDArrayInternal()
              .batchNorm(x, mean, variance, weight, bias, 1, 0.9f, epsilon, true)
              .get(0);
        });
  }
}
