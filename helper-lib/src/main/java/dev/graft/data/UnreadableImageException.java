package dev.graft.data;

/** Names the image that cannot be read and says why. */
final class UnreadableImageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Rejection rejection;
  private boolean leftOut;

  UnreadableImageException(Rejection rejection) {
    super("image is not readable: " + rejection.file() + " (" + rejection.reason() + ")");
    this.rejection = rejection;
  }

  UnreadableImageException(Rejection rejection, Throwable cause) {
    this(rejection);
    initCause(cause);
  }

  /** Its set was told to leave such files out. */
  UnreadableImageException leftOut() {
    leftOut = true;
    return this;
  }

  boolean isLeftOut() {
    return leftOut;
  }

  Rejection rejection() {
    return rejection;
  }
}
