package dev.graft.train;

/** Says why a checkpoint cannot be used. */
public final class CheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1;

  CheckpointException(String message) {
    super(message);
  }
}
