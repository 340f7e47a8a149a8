package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import dev.graft.graph.WindowAttention;
import dev.graft.graph.Windows;

/**
 * Lets pixels look at those of their window: all windows of all images are one batch of tokens.
 * Where channels are last in memory, windows that are not shifted cost one copy each way.
 */
final class WindowAttentionKernel implements Kernel<WindowAttention> {
  @Override
  public NDArray compute(WindowAttention op, Call call) {
    NDArray x = call.input();
    Shape map = x.getShape();
    Windows windows = new Windows((int) map.get(2), (int) map.get(3), op.side(), op.shift());
    return Temporaries.allBut(
        () -> {
          NDArray tokens = parted(x.transpose(0, 2, 3, 1), windows);
          NDArray qkv =
              ai.djl.nn.core.Linear.linear(tokens, call.own("qkv.weight"), call.own("qkv.bias"))
                  .singletonOrThrow();
          NDArray table = call.own("relative_position_bias_table");
          NDArray added = added(op, windows, table);
          NDArray looked =
              AttentionKernel.looked(
                  qkv, op.heads(), scores -> with(scores, added, map.get(0), windows));
          return joined(looked, windows, map).transpose(0, 3, 1, 2);
        });
  }

  /** {@code (N, H, W, C)} to {@code (N · windows, tokens, C)}. */
  private static NDArray parted(NDArray rows, Windows windows) {
    long n = rows.getShape().get(0);
    long c = rows.getShape().get(3);
    int side = windows.side();
    int below = windows.rows() * side - windows.height();
    int beside = windows.columns() * side - windows.width();
    NDArray down = Edges.around(rows, 1, windows.down(), below);
    NDArray whole = Edges.around(down, 2, windows.right(), beside);
    return whole
        .reshape(n * windows.rows(), side, windows.columns(), side * c)
        .transpose(0, 2, 1, 3)
        .reshape(n * windows.count(), windows.tokens(), c);
  }

  private static NDArray joined(NDArray tokens, Windows windows, Shape map) {
    long n = map.get(0);
    long c = map.get(1);
    int side = windows.side();
    NDArray whole =
        tokens
            .reshape(n * windows.rows(), windows.columns(), side, side * c)
            .transpose(0, 2, 1, 3)
            .reshape(n, windows.rows() * (long) side, windows.columns() * (long) side, c);
    NDArray back = Edges.back(whole, 1, windows.down(), windows.height());
    return Edges.back(back, 2, windows.right(), windows.width());
  }

  /** What scores are raised by, {@code (1, 1 or windows, heads, tokens, tokens)}. */
  private static NDArray added(WindowAttention op, Windows windows, NDArray table) {
    int tokens = windows.tokens();
    NDManager manager = table.getManager();
    int[] relative = Windows.relative(op.side());
    float[] places = new float[relative.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = relative[i];
    }
    NDArray ids = DeviceArrays.constant(manager, places, new Shape(1, places.length));
    NDArray whole = Engines.isPyTorch(ids) ? ids.toType(DataType.INT64, true) : ids;
    NDArray bias =
        ai.djl.nn.core.Embedding.embedding(whole, table, SparseFormat.DENSE)
            .singletonOrThrow()
            .reshape(tokens, tokens, op.heads())
            .transpose(2, 0, 1)
            .reshape(1, 1, op.heads(), tokens, tokens);
    if (!windows.isShifted()) {
      return bias;
    }
    Shape shape = new Shape(1, windows.count(), 1, tokens, tokens);
    return bias.add(DeviceArrays.constant(manager, windows.walls(), shape));
  }

  private static NDArray with(NDArray scores, NDArray added, long n, Windows windows) {
    Shape shape = scores.getShape();
    return scores
        .reshape(n, windows.count(), shape.get(2), shape.get(3), shape.get(4))
        .add(added)
        .reshape(shape);
  }
}
