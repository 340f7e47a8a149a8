package dev.graft.weights;

/** Says which file could not be had, from where, its hash, and where to put it by hand. */
public final class DownloadException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DownloadException(String message) {
    super(message);
  }

  DownloadException(String message, Throwable cause) {
    super(message, cause);
  }
}
