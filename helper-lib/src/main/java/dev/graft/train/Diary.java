package dev.graft.train;

import dev.graft.weights.StateDict;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Is told what happens in a stage, as it happens. */
interface Diary {

  /** What the model is to have from now on. */
  void learned(StateDict tensors);

  /** A batch was learned from. */
  default void batchDone(Supplier<Snapshot.Within> state) {}

  /**
   * An epoch was trained and validated.
   *
   * @param liveArrays on the device
   */
  default void epochDone(Supplier<Snapshot.Within> state, int liveArrays) {}

  /** The thread was interrupted. */
  default void interrupted(Supplier<Snapshot.Within> state) {}

  /** Only hands on what was learned. */
  static Diary of(Consumer<StateDict> publish) {
    return publish::accept;
  }
}
