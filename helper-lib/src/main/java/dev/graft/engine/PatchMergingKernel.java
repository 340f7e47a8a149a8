package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.graft.graph.PatchMerging;

/** Puts the channels of four neighbours behind each other. */
final class PatchMergingKernel implements Kernel<PatchMerging> {
  @Override
  public NDArray compute(PatchMerging op, Call call) {
    NDArray x = call.input();
    Shape map = x.getShape();
    long n = map.get(0);
    long c = map.get(1);
    int below = (int) map.get(2) % 2;
    int beside = (int) map.get(3) % 2;
    long rows = (map.get(2) + below) / 2;
    long columns = (map.get(3) + beside) / 2;
    return Temporaries.allBut(
        () -> {
          NDArray down = Edges.around(x.transpose(0, 2, 3, 1), 1, 0, below);
          return Edges.around(down, 2, 0, beside)
              .reshape(n * rows, 2, columns, 2, c)
              .transpose(0, 2, 3, 1, 4)
              .reshape(n, rows, columns, 4 * c)
              .transpose(0, 3, 1, 2);
        });
  }
}
