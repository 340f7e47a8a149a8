package dev.graft.train;

import ai.djl.ndarray.NDArray;

/**
 * Changes a parameter in place by its gradient. Graft has its own because DJL's keep their state in
 * private maps, where no checkpoint reaches it.
 */
interface Optimizer extends AutoCloseable {

  /**
   * Takes one step for one parameter.
   *
   * @param name of the parameter, under which state is kept
   * @param weight changed in place
   * @param gradient of the loss, same shape; stays open
   * @param learningRate of this step
   * @param decay weight decay of this parameter
   */
  void update(String name, NDArray weight, NDArray gradient, double learningRate, double decay);

  /** Begins the next step, before its first update. */
  default void step() {}

  java.util.Map<String, NDArray> state();

  long steps();

  void restore(java.util.Map<String, NDArray> state, long steps);

  @Override
  void close();
}
