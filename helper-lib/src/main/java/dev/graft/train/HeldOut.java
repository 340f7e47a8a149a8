package dev.graft.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.graft.data.Batches;
import dev.graft.data.Examples;
import dev.graft.engine.LiveSlice;
import java.util.concurrent.CancellationException;

/**
 * Judges what a network has learned so far by examples that it does not learn from.
 *
 * @param goal of the training
 * @param slice that learns
 * @param learner that teaches it
 * @param activations what the frozen part makes of inputs
 */
record HeldOut(Goal goal, LiveSlice slice, Learner learner, Activations activations) {

  /**
   * Goes through the examples once.
   *
   * @throws CancellationException when the thread was interrupted, within one batch
   */
  Tally tally(Examples examples) {
    Tally held = new Tally(goal.score());
    activations.forEach(
        Pass.plain(examples, Batches.sequential(examples.size())),
        (bound, number) -> {
          try (NDManager manager = slice.batch()) {
            NDList x = slice.upload(manager, bound.values(), bound.extent());
            NDArray outputs = learner.infer(x);
            float loss = goal.judged(outputs, bound.targets()).getFloat();
            held.add(outputs.toFloatArray(), bound.targets(), loss, bound.size());
          }
          stopIfInterrupted();
        });
    return held;
  }

  /** Batches notice an interrupt only while they wait, so that it is looked for after each. */
  static void stopIfInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException();
    }
  }
}
