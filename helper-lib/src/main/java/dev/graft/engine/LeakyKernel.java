package dev.graft.engine;

import static ai.djl.nn.Activation.relu;

import ai.djl.ndarray.NDArray;
import dev.graft.graph.Leaky;

/** Keeps what is above 0 and bends what is below; made of what both engines have alike. */
final class LeakyKernel implements Kernel<Leaky> {
  @Override
  public NDArray compute(Leaky op, Call call) {
    NDArray x = call.input();
    return Temporaries.allBut(
        () -> {
          NDArray below = relu(x.neg()).neg();
          NDArray bent = op.below() == Leaky.Below.LINE ? below : below.exp().sub(1f);
          return relu(x).add(DeviceArrays.multiply(bent, (float) op.slope()));
        });
  }
}
