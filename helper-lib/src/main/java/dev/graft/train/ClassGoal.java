package dev.graft.train;

import ai.djl.ndarray.NDArray;
import dev.graft.evaluate.Metric;
import java.util.List;

/**
 * One class for each image: cross entropy as an objective has it, and the share that is right.
 *
 * @param objective whose class weights are known
 * @param classes how many, at least 2
 * @param watched figures beside the accuracy
 */
record ClassGoal(Objective objective, int classes, List<Metric> watched) implements Goal {

  /** Asks of a task what it says, and of its images what they weigh. */
  static Goal of(Task task) {
    int classes = task.classes();
    Objective objective = task.options().objective().resolve(task.labels(), classes);
    return new ClassGoal(objective, classes, task.options().keeping().watched());
  }

  @Override
  public NDArray loss(NDArray outputs, Targets targets) {
    return Loss.of(outputs, targets, objective);
  }

  @Override
  public double weight(Targets targets) {
    return targets.weight(objective.weights(classes));
  }

  @Override
  public NDArray judged(NDArray outputs, Targets targets) {
    return Loss.of(outputs, targets, Objective.crossEntropy());
  }

  @Override
  public Tally tally() {
    return new Tally(watched, classes);
  }
}
