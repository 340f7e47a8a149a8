package dev.graft.train;

/** Thrown when the loss is no number any more; the model keeps the weights of the epoch before. */
public final class TrainingDivergedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  TrainingDivergedException(String message) {
    super(message);
  }
}
