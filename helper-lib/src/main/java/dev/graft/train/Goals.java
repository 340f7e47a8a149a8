package dev.graft.train;

import dev.graft.data.Answers;
import dev.graft.data.Classes;
import dev.graft.data.Masks;
import dev.graft.data.Numbers;
import dev.graft.data.Tags;
import java.util.Map;

/** Which goal each kind of answer has: a row a kind. */
final class Goals {
  /** Asks of a task what it says, and of its inputs what they weigh. */
  interface Kind {
    Goal of(Task task);
  }

  static final Map<Class<? extends Answers>, Kind> TABLE =
      Map.of(
          Classes.class, ClassGoal::of,
          Numbers.class, NumberGoal::of,
          Tags.class, TagGoal::of,
          Masks.class, MaskGoal::of);

  private Goals() {}

  static Goal of(Task task) {
    return TABLE.get(task.answers().getClass()).of(task);
  }
}
