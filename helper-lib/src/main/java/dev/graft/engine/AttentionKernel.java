package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.PairList;
import dev.graft.graph.Attention;

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
    long c = x.getShape().get(2) / 3;
    return Temporaries.allBut(
        () -> {
          NDList parts =
              x.reshape(n, t, 3, op.heads(), c / op.heads()).transpose(2, 0, 3, 1, 4).split(3);
          NDArray query =
              DeviceArrays.divide(parts.get(0), (float) Math.sqrt((double) c / op.heads()));
          NDArray scores = timesTurned(query, parts.get(1));
          if (call.inputs().size() > 1) {
            NDArray mask = call.inputs().get(1).reshape(1, n, 1, 1, t);
            scores = scores.add(mask.sub(1).mul(NEVER));
          }
          NDArray looked = times(shares(scores), parts.get(2));
          return looked.transpose(0, 1, 3, 2, 4).reshape(n, t, c);
        });
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
