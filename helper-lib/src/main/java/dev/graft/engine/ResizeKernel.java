package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.graft.graph.Resize;

/**
 * Resizes as two products, one an axis: on both engines they are exact and have their gradients,
 * which DJL's own resize of images has on neither.
 */
final class ResizeKernel implements Kernel<Resize> {
  @Override
  public NDArray compute(Resize op, Call call) {
    NDArray x = call.input();
    Shape in = x.getShape();
    long maps = in.get(0) * in.get(1);
    int height = Math.toIntExact(in.get(2));
    int width = Math.toIntExact(in.get(3));
    return Temporaries.allBut(
        () -> {
          NDArray rows = matrix(x, height, op.height());
          NDArray columns = matrix(x, width, op.width()).transpose();
          NDArray tall = rows.matMul(x.reshape(maps, height, width));
          return tall.reshape(maps * op.height(), width)
              .matMul(columns)
              .reshape(in.get(0), in.get(1), op.height(), op.width());
        });
  }

  private static NDArray matrix(NDArray x, int from, int to) {
    return DeviceArrays.constant(x.getManager(), Resize.matrix(from, to), new Shape(to, from));
  }
}
