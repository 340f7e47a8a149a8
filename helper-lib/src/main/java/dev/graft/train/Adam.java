package dev.graft.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.graft.engine.DeviceArrays;
import dev.graft.weights.Tensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

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
  private static final String FIRST = "first.";
  private static final String SECOND = "second.";

  /** Where weight decay acts: in the gradient, or on the weight itself. */
  enum Decay {
    COUPLED,
    DECOUPLED
  }

  private record Moments(NDArray first, NDArray second) {}

  private final Decay kind;
  private final Map<String, Moments> moments = new HashMap<>();
  private long steps;

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
  public long steps() {
    return steps;
  }

  @Override
  public Map<String, NDArray> state() {
    Map<String, NDArray> state = new TreeMap<>();
    moments.forEach(
        (name, m) -> {
          state.put(FIRST + name, m.first());
          state.put(SECOND + name, m.second());
        });
    return state;
  }

  @Override
  public void restore(NDManager manager, Map<String, Tensor> state, long steps) {
    Set<String> names = names(state.keySet());
    close();
    moments.clear();
    for (String name : names) {
      NDArray first = DeviceArrays.upload(manager, state.get(FIRST + name));
      NDArray second = DeviceArrays.upload(manager, state.get(SECOND + name));
      moments.put(name, new Moments(first, second));
    }
    this.steps = steps;
  }

  private static Set<String> names(Set<String> state) {
    Set<String> names = new HashSet<>();
    for (String key : state) {
      if (!key.startsWith(FIRST) && !key.startsWith(SECOND)) {
        throw new IllegalArgumentException(
            "optimizer state \"" + key + "\" is not Adam's, which has first.… and second.…");
      }
      String name = key.substring(key.indexOf('.') + 1);
      String other = (key.startsWith(FIRST) ? SECOND : FIRST) + name;
      if (!state.contains(other)) {
        throw new IllegalArgumentException(
            "optimizer state has \"" + key + "\" but no \"" + other + "\"");
      }
      names.add(name);
    }
    return names;
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
