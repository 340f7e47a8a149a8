package dev.graft.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.PairList;
import dev.graft.graph.LayerNorm;
import dev.graft.graph.Node;
import dev.graft.graph.Op;
import dev.graft.graph.Op.BatchNorm.Scale;
import java.util.function.Function;

/**
 * Batch normalization in three ways: folded into the convolution before it, as arithmetic on
 * activations, and with each batch's own statistics. And layer normalization.
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
      Node convolution, Node norm, NDArray x, Function<String, NDArray> parameters, Result result) {
    Op.Conv conv = (Op.Conv) convolution.op();
    Function<String, NDArray> own = name -> parameters.apply(norm.name() + "." + name);
    return Temporaries.allBut(
        () -> {
          NDArray scale = scale((Op.BatchNorm) norm.op(), own);
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
          return Convolutions.convolve(conv, x, weight.mul(scale.reshape(-1, 1, 1, 1)), bias);
        });
  }

  /** Normalizes activations by the stored statistics. */
  static NDArray stored(Op.BatchNorm norm, NDArray x, Function<String, NDArray> own) {
    return Temporaries.allBut(
        () -> {
          NDArray scale = scale(norm, own);
          NDArray bias = own.apply("bias").sub(own.apply("running_mean").mul(scale));
          return x.mul(scale.reshape(1, -1, 1, 1)).add(bias.reshape(1, -1, 1, 1));
        });
  }

  private static NDArray scale(Op.BatchNorm norm, Function<String, NDArray> own) {
    NDArray deviation = own.apply("running_var").add(norm.epsilon()).sqrt();
    return norm.scale() == Scale.ONE
        ? deviation.onesLike().div(deviation)
        : own.apply("weight").div(deviation);
  }

  /** Normalizes by the batch's statistics and moves the stored ones along. */
  static NDArray updating(Op.BatchNorm norm, NDArray x, Function<String, NDArray> own) {
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

  /** Normalizes over the channels; DJL's own takes the last axis alone, MXNet's operator any. */
  static NDArray overChannels(LayerNorm norm, NDArray x, Function<String, NDArray> own) {
    NDArray weight = own.apply("weight");
    NDArray bias = own.apply("bias");
    if (!Engines.isPyTorch(x)) {
      PairList<String, String> options = new PairList<>();
      options.add("axis", "1");
      options.add("eps", Double.toString(norm.epsilon()));
      return x.getManager().invoke("LayerNorm", new NDList(x, weight, bias), options).get(0);
    }
    Shape channels = new Shape(norm.channels());
    float epsilon = (float) norm.epsilon();
    boolean map = x.getShape().dimension() == 4;
    return Temporaries.allBut(
        () -> {
          NDArray last = map ? x.transpose(0, 2, 3, 1) : x;
          NDArray y =
              last.getNDArrayInternal().layerNorm(last, channels, weight, bias, epsilon).get(0);
          return map ? y.transpose(0, 3, 1, 2) : y;
        });
  }
}
