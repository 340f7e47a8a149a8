package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import dev.graft.graph.LayerScale;

/** Multiplies each channel by a learned number. */
final class LayerScaleKernel implements Kernel<LayerScale> {
  @Override
  public NDArray compute(LayerScale op, Call call) {
    NDArray scale = call.own("layer_scale");
    if (!TokenRows.are(call.input())) {
      return call.input().mul(scale);
    }
    return Temporaries.allBut(() -> call.input().mul(scale.reshape(op.channels())));
  }
}
