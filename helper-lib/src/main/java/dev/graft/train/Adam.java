package dev.graft.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.HashMap;
import java.util.Map;

/**
 * Adam (Kingma and Ba 2015, algorithm 1) and AdamW (Loshchilov and Hutter 2019, algorithm 2), with
 * torch's order of operations: {@code w −= lr / (1 − β1ᵗ) · m / (sqrt(v / (1 − β2ᵗ)) + ε)}.
 *
 * <p>The engines' fused step, which knows no such correction, gets it through its rate and ε. One
 * call in place of thirteen a parameter, so β1 and β2 are floats as they are there.
 */
final class Adam implements Optimizer {
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final double EPSILON = 1e-8;

  /** Where weight decay acts: in the gradient, or on the weight itself. */
  enum Decay {
    COUPLED,
    DECOUPLED
  }

  private record Moments(NDArray first, NDArray second) {}

  private final Decay kind;
  private final Map<String, Moments> moments = new HashMap<>();
  private int steps;

  Adam(Decay kind) {
    this.kind = kind;
  }

  @Override
  public void step() {
    steps++;
  }

  @Override
  public void update(
      String name, NDArray weight, NDArray gradient, double learningRate, double decay) {
    Moments state =
        moments.computeIfAbsent(name, n -> new Moments(weight.zerosLike(), weight.zerosLike()));
    if (decay > 0 && kind == Decay.DECOUPLED) {
      weight.muli(1 - learningRate * decay);
    }
    double unbias = Math.sqrt(1 - Math.pow(BETA2, steps));
    double rate = learningRate / (1 - Math.pow(BETA1, steps));
    weight
        .getNDArrayInternal()
        .adamUpdate(
            new NDList(weight, gradient, state.first(), state.second()),
            new NDList(weight),
            (float) learningRate,
            (float) (rate * unbias),
            kind == Decay.COUPLED ? (float) decay : 0,
            1,
            -1,
            BETA1,
            BETA2,
            (float) (EPSILON * unbias),
            false,
            false);
  }

  @Override
  public Map<String, NDArray> state() {
    Map<String, NDArray> all = new HashMap<>();
    moments.forEach(
        (n, m) -> {
          all.put("first." + n, m.first());
          all.put("second." + n, m.second());
        });
    return all;
  }

  @Override
  public long steps() {
    return steps;
  }

  @Override
  public void restore(Map<String, NDArray> state, long done) {
    steps = (int) done;
    state.forEach(
        (n, a) -> {
          if (n.startsWith("first."))
            moments.put(n.substring(6), new Moments(a, state.get("second." + n.substring(6))));
        });
  }

  @Override
  public void close() {
    moments
        .values()
        .forEach(
            m -> {
              m.first().close();
              m.second().close();
            });
  }
}
