package dev.graft.train;

import dev.graft.evaluate.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * When training ends, which of its epochs is kept, and who is told. Nothing here changes what an
 * epoch learns.
 *
 * @param stopping ends training that no longer improves, and restores the best epoch
 * @param checkpoints where the run is saved as it goes
 * @param listeners told after each epoch
 * @param conditions asked after each epoch; the first that holds ends training
 * @param watched figures of each epoch beside loss and accuracy
 */
public record Keeping(
    Optional<Stopping> stopping,
    Optional<Checkpoints> checkpoints,
    List<Consumer<History>> listeners,
    List<Predicate<History>> conditions,
    List<Metric> watched) {
  /** What is done without more words. */
  static final Keeping NOTHING =
      new Keeping(Optional.empty(), Optional.empty(), List.of(), List.of(), List.of());

  /** Copies the lists. */
  public Keeping {
    listeners = List.copyOf(listeners);
    conditions = List.copyOf(conditions);
    watched = List.copyOf(watched);
  }

  Keeping stopping(Stopping next) {
    return new Keeping(Optional.of(next), checkpoints, listeners, conditions, watched);
  }

  Keeping checkpoints(Checkpoints next) {
    return new Keeping(stopping, Optional.of(next), listeners, conditions, watched);
  }

  Keeping listener(Consumer<History> next) {
    return new Keeping(stopping, checkpoints, longer(listeners, next), conditions, watched);
  }

  Keeping condition(Predicate<History> next) {
    return new Keeping(stopping, checkpoints, listeners, longer(conditions, next), watched);
  }

  Keeping watched(Metric... next) {
    List<Metric> all = new ArrayList<>(watched);
    for (Metric metric : next) {
      Figures.requireFree(metric.name(), all);
      all.add(metric);
    }
    return new Keeping(stopping, checkpoints, listeners, conditions, all);
  }

  private static <T> List<T> longer(List<T> list, T last) {
    List<T> longer = new ArrayList<>(list);
    longer.add(last);
    return longer;
  }
}
