package dev.graft.engine;

/**
 * How a graph is computed: as at inference, or training.
 *
 * @param training whether dropout drops and statistics move
 * @param seed of the dropout masks
 */
public record Mode(boolean training, long seed) {
  /** Dropout is off and statistics stay. */
  public static final Mode INFERENCE = new Mode(false, 0);

  /**
   * Trains.
   *
   * @param seed of this pass's dropout masks
   * @return the mode
   */
  public static Mode training(long seed) {
    return new Mode(true, seed);
  }
}
