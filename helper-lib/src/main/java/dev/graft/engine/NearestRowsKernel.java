package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.graft.graph.NearestRows;

/** Compares a vector with rows, and shares 1 among the nearest. */
final class NearestRowsKernel implements Kernel<NearestRows> {
  /** What is taken from a row that is not among the nearest; softmax makes 0 of it. */
  private static final float NEVER = 1e9f;

  @Override
  public NDArray compute(NearestRows op, Call call) {
    NDArray x = call.input();
    NDArray rows = call.own("rows");
    return Temporaries.allBut(
        () -> {
          NDArray near = ai.djl.nn.core.Linear.linear(x, rows).singletonOrThrow();
          NDArray still = near.stopGradient();
          long last = op.rows() - op.nearest();
          NDArray least = still.sort(1).get(":, " + last + ":" + (last + 1));
          NDArray among = still.gte(least).toType(DataType.FLOAT32, false);
          NDArray scores = DeviceArrays.divide(near, (float) NearestRows.TEMPERATURE);
          return scores.add(among.sub(1).mul(NEVER)).softmax(1);
        });
  }
}
