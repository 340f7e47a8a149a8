package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.PairList;
import dev.graft.graph.Attention;
import java.util.function.UnaryOperator;

/**
 * Lets tokens look at each other: two products of matrices and a softmax over all heads at once.
 * DJL's {@code batchDot} is missing on PyTorch, and its {@code matMul} on MXNet turns factors where
 * the operator need not.
 */
final class AttentionKernel implements Kernel<Attention> {
  /** What is taken from the score of a token that is not there; softmax makes 0 of it. */
  private static final float NEVER = 1e9f;

  @Override
  public NDArray compute(Attention op, Call call) {
    NDArray x = call.input();
    long n = x.getShape().get(0);
    long t = x.getShape().get(1);
    return Temporaries.allBut(
        () ->
            looked(
                x,
                op.heads(),
                scores -> {
                  if (call.inputs().size() == 1) {
                    return scores;
                  }
                  NDArray mask = call.inputs().get(1).reshape(1, n, 1, 1, t);
                  return scores.add(mask.sub(1).mul(NEVER));
                }));
  }

  /**
   * Computes {@code (N, T, C)} from queries, keys and values side by side, {@code (N, T, 3·C)};
   * what it makes on its way stays open.
   *
   * @param change of the scores, {@code (1, N, heads, T, T)}, before they become shares
   */
  static NDArray looked(NDArray x, int heads, UnaryOperator<NDArray> change) {
    long n = x.getShape().get(0);
    long t = x.getShape().get(1);
    long c = x.getShape().get(2) / 3;
    NDList parts = x.reshape(n, t, 3, heads, c / heads).transpose(2, 0, 3, 1, 4).split(3);
    NDArray query = DeviceArrays.divide(parts.get(0), (float) Math.sqrt((double) c / heads));
    NDArray scores = change.apply(timesTurned(query, parts.get(1)));
    NDArray looked = times(shares(scores), parts.get(2));
    return looked.transpose(0, 1, 3, 2, 4).reshape(n, t, c);
  }

  /** MXNet is more than twice as fast over three axes as over five. */
  private static NDArray shares(NDArray scores) {
    Shape shape = scores.getShape();
    return Engines.isPyTorch(scores)
        ? scores.softmax(-1)
        : scores.reshape(-1, shape.get(3), shape.get(4)).softmax(-1).reshape(shape);
  }

  private static NDArray timesTurned(NDArray a, NDArray b) {
    return Engines.isPyTorch(a)
        ? a.matMul(b.transpose(0, 1, 2, 4, 3))
        : product(a, b, "transpose_b");
  }

  private static NDArray times(NDArray a, NDArray b) {
    return Engines.isPyTorch(a) ? a.matMul(b) : product(a, b, "");
  }

  /** MXNet's operator knows one axis before the matrices. */
  private static NDArray product(NDArray a, NDArray b, String turned) {
    Shape shape = a.getShape();
    long batch = shape.get(0) * shape.get(1) * shape.get(2);
    PairList<String, String> options = new PairList<>();
    if (!turned.isEmpty()) {
      options.add(turned, "true");
    }
    NDList factors =
        new NDList(
            a.reshape(batch, shape.get(3), shape.get(4)),
            b.reshape(batch, b.getShape().get(3), b.getShape().get(4)));
    NDArray product = a.getManager().invoke("batch_dot", factors, options).singletonOrThrow();
    return product.reshape(shape.get(0), shape.get(1), shape.get(2), shape.get(3), -1);
  }
}
