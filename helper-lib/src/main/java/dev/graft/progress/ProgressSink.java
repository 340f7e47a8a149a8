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
}
