package dev.graft.train;

import dev.graft.data.Grouping;
import dev.graft.graph.Shape;

/**
 * The order in which an epoch shows the examples: what the goal wants, and where the live slice
 * reads values of open length, like lengths in one batch.
 */
final class EpochOrder {
  private EpochOrder() {}

  static int[] of(Task task, Goal goal, int epoch) {
    int[] order = goal.order(task, epoch);
    boolean open =
        task.network().graph().shapes(task.frozen().boundary().values()).stream()
            .anyMatch(Shape::open);
    return open
        ? Grouping.ofLikeLength(
            task.training().apply(epoch).inputs(),
            order,
            task.options().feed().batchSize(),
            task.options().seed(),
            epoch)
        : order;
  }
}
