package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.PairList;
import dev.graft.graph.LayerNorm;

/** Normalizes over the channels; DJL's own takes the last axis alone, MXNet's operator any. */
final class LayerNormKernel implements Kernel<LayerNorm> {
  @Override
  public NDArray compute(LayerNorm op, Call call) {
    NDArray x = call.input();
    NDArray weight = call.own("weight");
    NDArray bias = call.own("bias");
    if (!Engines.isPyTorch(x)) {
      PairList<String, String> options = new PairList<>();
      options.add("axis", TokenRows.are(x) ? "2" : "1");
      options.add("eps", Double.toString(op.epsilon()));
      return x.getManager().invoke("LayerNorm", new NDList(x, weight, bias), options).get(0);
    }
    Shape channels = new Shape(op.channels());
    float epsilon = (float) op.epsilon();
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
