package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.PairList;
import dev.graft.graph.LayerNorm;

/**
 * Normalizes over the channels. Both engines do it along the last axis; MXNet's operator knows
 * others too, but is slow there.
 */
final class LayerNormKernel implements Kernel<LayerNorm> {
  @Override
  public NDArray compute(LayerNorm op, Call call) {
    NDArray x = call.input();
    NDArray weight = call.own("weight");
    NDArray bias = call.own("bias");
    Shape channels = new Shape(op.channels());
    float epsilon = (float) op.epsilon();
    boolean map = x.getShape().dimension() == 4;
    return Temporaries.allBut(
        () -> {
          NDArray last = map ? x.transpose(0, 2, 3, 1) : x;
          NDArray y =
              Engines.isPyTorch(x)
                  ? last.getNDArrayInternal()
                      .layerNorm(last, channels, weight, bias, epsilon)
                      .get(0)
                  : normal(last, weight, bias, op.epsilon());
          return map ? y.transpose(0, 3, 1, 2) : y;
        });
  }

  private static NDArray normal(NDArray x, NDArray weight, NDArray bias, double epsilon) {
    PairList<String, String> options = new PairList<>();
    options.add("axis", "-1");
    options.add("eps", Double.toString(epsilon));
    return x.getManager().invoke("LayerNorm", new NDList(x, weight, bias), options).get(0);
  }
}
