package dev.graft.train;

import ai.djl.ndarray.NDArray;
import java.util.HashMap;
import java.util.Map;

/**
 * Stochastic gradient descent with momentum, as torch has it: {@code v = µ·v + g; w −= lr·v}, the
 * first {@code v} being the gradient itself (Sutskever et al. 2013, with the rate outside).
 */
final class Sgd implements Optimizer {
  private final double momentum;
  private final Map<String, NDArray> velocities = new HashMap<>();

  Sgd(double momentum) {
    this.momentum = momentum;
  }

  @Override
  public void update(
      String name, NDArray weight, NDArray gradient, double learningRate, double decay) {
    NDArray velocity = velocities.computeIfAbsent(name, n -> weight.zerosLike());
    Temporaries.all(
        () -> {
          NDArray g = decay > 0 ? gradient.add(weight.mul(decay)) : gradient;
          velocity.muli(momentum).addi(g);
          weight.subi(velocity.mul(learningRate));
        });
  }

  @Override
  public Map<String, NDArray> state() {
    return velocities;
  }

  @Override
  public long steps() {
    return 0;
  }

  @Override
  public void restore(Map<String, NDArray> state, long done) {
    velocities.putAll(state);
  }

  @Override
  public void close() {
    velocities.values().forEach(NDArray::close);
  }
}
