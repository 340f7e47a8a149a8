package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.PairList;
import dev.graft.graph.Attention;

/**
 * Lets tokens look at each other: two products of matrices and a softmax. DJL's {@code batchDot} is
 * missing on PyTorch; MXNet's operator takes a factor turned, so that nothing is copied there.
 */
final class AttentionKernel implements Kernel<Attention> {
  /** What is added to the score of a token that is not there; softmax makes 0 of it. */
  private static final float NEVER = 1e9f;

  @Override
  public NDArray compute(Attention op, Call call) {
    NDArray x = call.input();
    NDArray mask = call.inputs().size() > 1 ? call.inputs().get(1) : null;
    return Temporaries.allBut(
        () -> Engines.isPyTorch(x) ? inRows(op, x, mask) : inColumns(op, x, mask));
  }

  private static NDArray inRows(Attention op, NDArray x, NDArray mask) {
    Shape in = x.getShape();
    long n = in.get(0);
    long c = in.get(1) / 3;
    long t = in.get(2);
    long d = c / op.heads();
    NDList parts =
        TokenRows.of(x).reshape(n, t, 3, op.heads(), d).transpose(2, 0, 3, 1, 4).split(3);
    NDArray query = DeviceArrays.divide(parts.get(0), (float) Math.sqrt(d));
    NDArray scores = query.matMul(parts.get(1).transpose(0, 1, 2, 4, 3));
    NDArray seen = masked(scores, mask, new Shape(1, n, 1, 1, t)).softmax(-1);
    return TokenRows.columns(seen.matMul(parts.get(2)).transpose(0, 1, 3, 2, 4).reshape(n, t, c));
  }

  private static NDArray inColumns(Attention op, NDArray x, NDArray mask) {
    Shape in = x.getShape();
    long n = in.get(0);
    long c = in.get(1) / 3;
    long t = in.get(2);
    long d = c / op.heads();
    NDList parts = x.reshape(n, 3, c, t).split(3, 1);
    NDArray query = parts.get(0).reshape(n * op.heads(), d, t).div((float) Math.sqrt(d));
    NDArray key = parts.get(1).reshape(n * op.heads(), d, t);
    NDArray value = parts.get(2).reshape(n * op.heads(), d, t);
    NDArray scores = product(query, key, "transpose_a").reshape(n, op.heads(), t, t);
    NDArray seen = masked(scores, mask, new Shape(n, 1, 1, t)).softmax(-1);
    return product(value, seen.reshape(n * op.heads(), t, t), "transpose_b").reshape(n, c, t);
  }

  private static NDArray masked(NDArray scores, NDArray mask, Shape shape) {
    return mask == null ? scores : scores.add(mask.reshape(shape).sub(1).mul(NEVER));
  }

  private static NDArray product(NDArray a, NDArray b, String turned) {
    PairList<String, String> options = new PairList<>();
    options.add(turned, "true");
    return a.getManager().invoke("batch_dot", new NDList(a, b), options).singletonOrThrow();
  }
}
