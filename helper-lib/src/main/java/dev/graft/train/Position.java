package dev.graft.train;

import java.util.List;

/**
 * How far a stage has come.
 *
 * @param batch of the epoch under way that comes next, from 0
 * @param tally what the batches before it counted
 * @param epochs that are finished
 */
record Position(int batch, Tally.State tally, List<History.Epoch> epochs) {
  static final Position START = new Position(0, Tally.State.NONE, List.of());

  Position {
    epochs = List.copyOf(epochs);
  }

  /** Tells which epoch is under way, from 0. */
  int epoch() {
    return epochs.size();
  }
}
