package dev.graft.train;

import ai.djl.ndarray.NDArray;
import dev.graft.data.Classes;
import dev.graft.evaluate.Metric;
import dev.graft.evaluate.OneLogit;
import java.util.List;

/**
 * One class for each input: cross entropy as an objective has it, and the share that is right.
 *
 * @param objective whose class weights are known
 * @param classes how many, at least 2
 * @param watched figures beside the accuracy
 */
record ClassGoal(Objective objective, int classes, List<Metric> watched) implements Goal {

  static ClassGoal of(Task task) {
    int[] labels = ((Classes) task.answers()).labels();
    int classes = classes(task);
    if (task.options().objective().dice() > 0) {
      throw new IllegalArgumentException(
          "Dice is for masks; these answers are classes of whole images");
    }
    Objective objective = task.options().objective().resolve(labels, classes);
    return new ClassGoal(objective, classes, task.options().keeping().watched());
  }

  private static int classes(Task task) {
    return OneLogit.classes(task.network().graph().outputShape().size());
  }

  @Override
  public NDArray loss(NDArray outputs, Targets targets) {
    return Loss.of(outputs, ClassTargets.of(targets), objective);
  }

  @Override
  public double weight(Targets targets) {
    return ClassTargets.of(targets).weight(objective.weights(classes));
  }

  @Override
  public NDArray judged(NDArray outputs, Targets targets) {
    return Loss.of(outputs, ClassTargets.of(targets), Objective.crossEntropy());
  }

  @Override
  public Score score() {
    return new ClassScore(watched, classes);
  }

  @Override
  public int[] order(Task task, int epoch) {
    int[] labels = ((Classes) task.answers()).labels();
    return task.options().feed().sampling().order(labels, classes, task.options().seed(), epoch);
  }
}
