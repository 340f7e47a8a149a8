package dev.graft.weights;

/** Says that a weight file is damaged, of an unknown format, or asks for what is never done. */
public final class WeightsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  WeightsException(String message) {
    super(message);
  }

  WeightsException(String message, Throwable cause) {
    super(message, cause);
  }
}
