package dev.graft.train;

/** Thrown when the thread was interrupted; the model keeps what it had learned until then. */
public final class TrainingInterruptedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** The finished epochs. */
  private final transient History history;

  TrainingInterruptedException(String message, History history) {
    super(message);
    this.history = history;
  }

  /**
   * Reads what was finished.
   *
   * @return the epochs that ended before the interruption
   */
  public History history() {
    return history;
  }
}
