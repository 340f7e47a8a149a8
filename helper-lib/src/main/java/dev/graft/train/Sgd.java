package dev.graft.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.graft.engine.DeviceArrays;
import dev.graft.engine.Temporaries;
import dev.graft.weights.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Stochastic gradient descent with momentum, as torch has it: {@code v = µ·v + g; w −= lr·v}, the
 * first {@code v} being the gradient itself (Sutskever et al. 2013, with the rate outside).
 */
final class Sgd implements Optimizer {
  private static final String VELOCITY = "velocity.";

  private final double momentum;
  private final Map<String, NDArray> velocities = new HashMap<>();
  private long steps;

  Sgd(double momentum) {
    this.momentum = momentum;
  }

  @Override
  public void step() {
    steps++;
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
  public long steps() {
    return steps;
  }

  @Override
  public Map<String, NDArray> state() {
    Map<String, NDArray> state = new TreeMap<>();
    velocities.forEach((name, velocity) -> state.put(VELOCITY + name, velocity));
    return state;
  }

  @Override
  public void restore(NDManager manager, Map<String, Tensor> state, long steps) {
    for (String name : state.keySet()) {
      if (!name.startsWith(VELOCITY)) {
        throw new IllegalArgumentException(
            "optimizer state \"" + name + "\" is not SGD's, which has velocity.… alone");
      }
    }
    close();
    velocities.clear();
    state.forEach(
        (name, velocity) ->
            velocities.put(
                name.substring(VELOCITY.length()), DeviceArrays.upload(manager, velocity)));
    this.steps = steps;
  }

  @Override
  public void close() {
    velocities.values().forEach(NDArray::close);
  }
}
