package dev.graft.train;

import java.util.Map;

/**
 * What is known of the inputs of an epoch so far: their mean loss, where each counts by its weight,
 * and the figures of their kind of answer, where each counts once.
 */
final class Tally {
  private final Score score;
  private double loss;
  private double weight;
  private int inputs;

  Tally(Score score) {
    this.score = score;
  }

  /**
   * All that a tally has counted.
   *
   * @param loss sum of losses times weights
   * @param weight sum of weights
   * @param inputs how many
   * @param figures by name, what their counts hold
   */
  record State(double loss, double weight, int inputs, Map<String, double[]> figures) {
    static final State NONE = new State(0, 0, 0, Map.of());
  }

  /**
   * Adds a batch.
   *
   * @param outputs of the network, {@code (N, …)}
   * @param targets of N inputs, of which their own answers count
   * @param meanLoss over the batch
   * @param batch over how much that is the mean: {@link Goal#weight}
   */
  void add(float[] outputs, Targets targets, double meanLoss, double batch) {
    score.add(outputs, targets.own());
    loss += meanLoss * batch;
    weight += batch;
    inputs += targets.size();
  }

  double loss() {
    return inputs == 0 ? Double.NaN : loss / weight;
  }

  /** The figures so far, what matters most first. */
  Map<String, Double> figures() {
    return score.figures();
  }

  /** One of the figures so far. */
  double figure(String name) {
    return score.figure(name);
  }

  State state() {
    return new State(loss, weight, inputs, score.state());
  }

  /**
   * Goes on from a state.
   *
   * @throws IllegalArgumentException when a figure lacks there, or has counted otherwise
   */
  void restore(State state) {
    loss = state.loss();
    weight = state.weight();
    inputs = state.inputs();
    if (inputs > 0) {
      score.restore(state.figures());
    }
  }
}
