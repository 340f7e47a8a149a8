package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.graft.graph.Resample;

/** Mixes rows and columns as two products: exact on both engines, with their gradients. */
final class ResampleKernel implements Kernel<Resample> {
  @Override
  public NDArray compute(Resample op, Call call) {
    NDArray x = call.input();
    Shape in = x.getShape();
    long maps = in.get(0) * in.get(1);
    return Temporaries.allBut(
        () -> {
          NDArray turned = x.reshape(maps, op.fromHeight(), op.fromWidth()).transpose(1, 0, 2);
          NDArray tall =
              call.own("rows")
                  .matMul(turned.reshape(op.fromHeight(), maps * op.fromWidth()))
                  .reshape(op.height(), maps, op.fromWidth())
                  .transpose(1, 0, 2);
          return tall.reshape(maps * op.height(), op.fromWidth())
              .matMul(call.own("columns").transpose())
              .reshape(in.get(0), in.get(1), op.height(), op.width());
        });
  }
}
