package dev.graft.evaluate;

import java.util.function.ToDoubleFunction;

/** How many images each class has, how many are taken for it, and how many of those are right. */
final class CountsOfClasses implements Metric.Counts {
  private final double[] state;
  private final int classes;
  private final ToDoubleFunction<CountsOfClasses> figure;

  CountsOfClasses(int classes, ToDoubleFunction<CountsOfClasses> figure) {
    this.classes = classes;
    this.state = new double[3 * classes];
    this.figure = figure;
  }

  int classes() {
    return classes;
  }

  double images(int label) {
    return state[label];
  }

  double taken(int label) {
    return state[classes + label];
  }

  double right(int label) {
    return state[2 * classes + label];
  }

  @Override
  public void add(float[] logits, int label) {
    int taken = Softmax.argmax(logits);
    state[label]++;
    state[classes + taken]++;
    state[2 * classes + label] += taken == label ? 1 : 0;
  }

  @Override
  public double value() {
    return figure.applyAsDouble(this);
  }

  @Override
  public double[] state() {
    return state.clone();
  }

  @Override
  public void restore(double[] from) {
    System.arraycopy(from, 0, state, 0, state.length);
  }
}
