package dev.graft.train;

import dev.graft.data.Examples;
import dev.graft.engine.LiveSlice;
import dev.graft.engine.Network;
import dev.graft.progress.Progress;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * What a frozen part in whole numbers of 8 bits costs: the same head on what the frozen part makes
 * of the validation examples in 8 bits, and in float.
 *
 * @param figure what was measured: {@code accuracy} of classes, and what the other kinds of answer
 *     have in its place
 * @param int8 the figure with the frozen part in 8 bits
 * @param whole the figure with the frozen part in float
 * @param examples how many were looked at
 */
public record Int8Cost(String figure, double int8, double whole, int examples) {

  /**
   * Measures a network whose frozen part computes in 8 bits.
   *
   * @param network as it is after a training
   * @param frozen where its frozen part ends, and where what it gives is kept
   * @param training what it learned from, which tells the kind of answer
   * @param validation what it is measured on
   * @param options of the training
   * @return empty where nothing of its frozen part computes in 8 bits
   */
  static Optional<Int8Cost> of(
      Network network,
      Frozen frozen,
      IntFunction<Examples> training,
      Examples validation,
      FineTune options) {
    if (network.precision(network.graph().until(network.boundary())).isEmpty()) {
      return Optional.empty();
    }
    Network plain = network.inFloat();
    Tally eight = held(new Task(network, frozen, training, validation, options));
    Tally float32 = held(new Task(plain, frozen, training, validation, options));
    String main = eight.figures().keySet().iterator().next();
    return Optional.of(
        new Int8Cost(main, eight.figure(main), float32.figure(main), validation.size()));
  }

  private static Tally held(Task task) {
    Network network = task.network();
    Goal goal = Goals.of(task);
    try (var progress = Progress.start("measuring what int8 costs", task.validation().size());
        var activations =
            new Activations(
                network,
                task.frozen(),
                task.contract(),
                task.largestBatch(task.validation().size()));
        var slice = new LiveSlice(network, task.frozen().boundary(), Set.of());
        var learner = new Learner(slice, task.options(), goal)) {
      Tally held = new HeldOut(goal, slice, learner, activations).tally(task.validation());
      progress.step(task.validation().size(), "");
      return held;
    }
  }

  /** Says both figures. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "int8 body: %s on %d validation examples, %s with the float body and the same head",
        Figures.shown(figure, int8),
        examples,
        Figures.shown("", whole).strip());
  }
}
