package dev.graft.infer.read;

/** Thrown where a file has an operator that the graph has no layer for; the text names the node. */
public final class UnreadOperatorException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  UnreadOperatorException(String message, Throwable cause) {
    super(message, cause);
  }
}
