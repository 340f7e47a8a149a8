package dev.graft.train;

import dev.graft.data.Answers;
import java.util.Map;

/** The figures of one kind of answer, counted batch by batch. */
interface Score {
  /**
   * Adds a batch.
   *
   * @param outputs of the network, {@code (N, …)}
   * @param answers N of them
   */
  void add(float[] outputs, Answers answers);

  /** The figures so far by name, the first one that a line of progress shows. */
  Map<String, Double> figures();

  /** One of the figures; costs no more than it must, since a line of progress asks each batch. */
  default double figure(String name) {
    return figures().get(name);
  }

  /** What was counted, by figure: all that a checkpoint keeps. */
  Map<String, double[]> state();

  /**
   * Goes on from what was counted.
   *
   * @throws IllegalArgumentException when a figure lacks there, or has counted otherwise
   */
  void restore(Map<String, double[]> state);
}
