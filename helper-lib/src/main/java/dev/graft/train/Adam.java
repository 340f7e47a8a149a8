package dev.graft.train;

import ai.djl.ndarray.NDArray;
import java.util.HashMap;
import java.util.Map;

/**
 * Adam (Kingma and Ba 2015, algorithm 1) and AdamW (Loshchilov and Hutter 2019, algorithm 2), with
 * torch's order of operations: {@code w −= lr / (1 − β1ᵗ) · m / (sqrt(v / (1 − β2ᵗ)) + ε)}.
 */
final class Adam implements Optimizer {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
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
    Temporaries.all(
        () -> {
          NDArray g = gradient;
          if (decay > 0 && kind == Decay.COUPLED) {
            g = gradient.add(weight.mul(decay));
          } else if (decay > 0) {
            weight.muli(1 - learningRate * decay);
          }
          state.first().muli(BETA1).addi(g.mul(1 - BETA1));
          state.second().muli(BETA2).addi(g.square().mul(1 - BETA2));
          double rate = learningRate / (1 - Math.pow(BETA1, steps));
          NDArray root = state.second().sqrt().div(Math.sqrt(1 - Math.pow(BETA2, steps)));
          weight.subi(state.first().div(root.add(EPSILON)).mul(rate));
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
