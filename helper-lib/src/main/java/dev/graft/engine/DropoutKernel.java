package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import dev.graft.graph.Dropout;
import java.util.SplittableRandom;

/** Zeroes elements while training. */
final class DropoutKernel implements Kernel<Dropout> {
  @Override
  public NDArray compute(Dropout op, Call call) {
    boolean drops = call.mode().training() && op.rate() > 0 && !call.frozen();
    return drops ? drop(op, call) : call.input().add(0);
  }

  /** The mask comes from Java, so that it depends on the seed alone and on no engine's state. */
  private static NDArray drop(Dropout op, Call call) {
    NDArray x = call.input();
    var random = new SplittableRandom(call.mode().seed() ^ call.node().name().hashCode());
    float[] mask = new float[Math.toIntExact(x.size())];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = random.nextDouble() < op.rate() ? 0 : (float) (1 / (1 - op.rate()));
    }
    try (NDArray array = DeviceArrays.constant(x.getManager(), mask, x.getShape())) {
      return x.mul(array);
    }
  }
}
