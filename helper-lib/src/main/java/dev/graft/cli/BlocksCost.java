package dev.graft.cli;

import dev.graft.TransferModel;
import dev.graft.train.FineTune;

/**
 * What training the last blocks of a network costs, measured on some of the examples.
 *
 * @param features seconds for the part below of one view of one example, which is kept
 * @param step seconds for a step of the part that learns, for one example
 */
record BlocksCost(double features, double step) {
  /** What an answer costs of what a step costs: there is no way back, and nothing is changed. */
  private static final double ANSWER = 1.0 / 3;

  private static final int LEAST = 16;
  private static final int MOST = 256;

  /**
   * Trains twice on a sample, after a first time on very few, which pays for what is compiled. What
   * the first pays more than the second, which finds the part below in the cache, is that part. The
   * model has learned from it: it is to be thrown away.
   *
   * @param guess how long an epoch takes for an example at most, in seconds
   * @param limit how long measuring may take, in seconds
   */
  static BlocksCost measured(
      Material material, TransferModel model, FineTune how, double guess, double limit) {
    int examples = (int) Math.max(LEAST, Math.min(MOST, limit / (2 * guess)));
    seconds(material.sample(LEAST), model, how);
    Material few = material.sample(examples);
    double first = seconds(few, model, how);
    double second = seconds(few, model, how);
    double step = second / few.size();
    return new BlocksCost(Math.max(0, first - second) / few.size(), step);
  }

  private static double seconds(Material few, TransferModel model, FineTune how) {
    long start = System.nanoTime();
    few.train(model, 1, how);
    return (System.nanoTime() - start) / 1e9;
  }

  /** Seconds for so many epochs, each of which is judged by {@code judged} examples. */
  double seconds(int epochs, int examples, int views, int judged) {
    return examples * (features * Math.min(views, epochs) + step * epochs)
        + judged * (features + ANSWER * step * epochs);
  }

  /** The most examples that an epoch on them takes no longer than a limit. */
  int examples(int judged, double limit) {
    return (int) Math.max(0, (limit - seconds(1, 0, 1, judged)) / (features + step));
  }

  /** The most epochs that take no longer than a limit; 0 where one would. */
  int epochs(int most, int examples, int views, int judged, double limit) {
    int epochs = most;
    while (epochs > 0 && seconds(epochs, examples, views, judged) > limit) {
      epochs--;
    }
    return epochs;
  }
}
