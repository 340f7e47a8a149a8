package dev.graft;

/** Thrown when the thread of a search was interrupted; the finished trials are kept. */
public final class SearchInterruptedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** The finished trials. */
  private final transient Trials finished;

  SearchInterruptedException(String message, Trials finished) {
    super(message);
    this.finished = finished;
  }

  /**
   * Reads what was finished.
   *
   * @return the trials that ended before the interruption
   */
  public Trials finished() {
    return finished;
  }
}
