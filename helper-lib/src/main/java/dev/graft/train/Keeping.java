package dev.graft.train;

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
 */
public record Keeping(
    Optional<Stopping> stopping,
    Optional<Checkpoints> checkpoints,
    List<Consumer<History>> listeners,
    List<Predicate<History>> conditions) {
  /** What is done without more words. */
  static final Keeping NOTHING =
      new Keeping(Optional.empty(), Optional.empty(), List.of(), List.of());

  /** Copies the lists. */
  public Keeping {
    listeners = List.copyOf(listeners);
    conditions = List.copyOf(conditions);
  }

  Keeping stopping(Stopping next) {
    return new Keeping(Optional.of(next), checkpoints, listeners, conditions);
  }

  Keeping checkpoints(Checkpoints next) {
    return new Keeping(stopping, Optional.of(next), listeners, conditions);
  }

  Keeping listener(Consumer<History> next) {
    return new Keeping(stopping, checkpoints, longer(listeners, next), conditions);
  }

  Keeping condition(Predicate<History> next) {
    return new Keeping(stopping, checkpoints, listeners, longer(conditions, next));
  }

  private static <T> List<T> longer(List<T> list, T last) {
    List<T> longer = new ArrayList<>(list);
    longer.add(last);
    return longer;
  }
}
