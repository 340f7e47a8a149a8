package dev.graft.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.graft.weights.Tensor;
import java.util.Map;

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
  void step();

  /** Counts the steps begun. */
  long steps();

  /**
   * Lists the arrays on which the next step depends, such as {@code first.head.weight}. They stay
   * the optimizer's, and further steps change them.
   */
  Map<String, NDArray> state();

  /**
   * Goes back to where an optimizer of the same kind was: with the same weights and gradients the
   * next steps are those it would have taken, bit for bit.
   *
   * @param manager where the arrays of this state shall live
   * @param state as {@link #state} listed it
   * @param steps as {@link #steps} counted them
   * @throws IllegalArgumentException when the state is of another kind; then nothing has changed
   */
  void restore(NDManager manager, Map<String, Tensor> state, long steps);

  @Override
  void close();
}
