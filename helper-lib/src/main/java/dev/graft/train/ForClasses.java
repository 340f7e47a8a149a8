package dev.graft.train;

import dev.graft.data.Sampling;

/** Options of training that only answers of classes understand, refused for all others by name. */
final class ForClasses {
  private ForClasses() {}

  /** Refuses all of them. */
  static void refuseAll(Task task) {
    FineTune options = task.options();
    refuse(task, options.objective().coral().isPresent(), "CORAL is");
    refuse(
        task,
        !options.objective().equals(Objective.crossEntropy()),
        "class weights, focal loss and label smoothing are");
    refuseChoosing(task);
  }

  /** Refuses what chooses inputs or figures by class. */
  static void refuseChoosing(Task task) {
    FineTune options = task.options();
    refuse(task, options.feed().sampling() != Sampling.NATURAL, options.feed().sampling() + " is");
    refuse(task, !options.keeping().watched().isEmpty(), "watched metrics are");
  }

  /**
   * Refuses one of them.
   *
   * @param asked whether it was named
   * @param option with its verb, {@code "CORAL is"}
   */
  static void refuse(Task task, boolean asked, String option) {
    if (asked) {
      throw new IllegalArgumentException(
          "%s for answers of classes; these answers are %s"
              .formatted(option, task.answers().kind()));
    }
  }
}
