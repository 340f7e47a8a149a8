package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import dev.graft.graph.LayerScale;

/** Multiplies each channel by a learned number. */
final class LayerScaleKernel implements Kernel<LayerScale> {
  @Override
  public NDArray compute(LayerScale op, Call call) {
    return call.input().mul(call.own("layer_scale"));
  }
}
