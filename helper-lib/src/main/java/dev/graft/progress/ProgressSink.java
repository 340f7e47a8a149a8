package dev.graft.progress;

/** Where a line of progress appears. */
public interface ProgressSink {

  /**
   * Shows a line in place of the one before.
   *
   * @param line without line break
   */
  void update(String line);

  /**
   * Shows the last line, which stays.
   *
   * @param line without line break; empty to leave nothing behind
   */
  void finish(String line);

  /**
   * Ends where nothing is to stay.
   *
   * @param done says what was done, for a place where what was shown cannot be taken back
   */
  default void end(String done) {
    finish("");
  }
}
