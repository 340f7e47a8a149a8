package dev.graft.serve;

/** Why a request is not answered, with its status of HTTP. */
final class Refusal extends RuntimeException {
  static final int BAD = 400;
  static final int NO_SUCH = 404;
  static final int NO_SUCH_METHOD = 405;
  static final int TOO_LARGE = 413;
  static final int BUSY = 503;
  private static final long serialVersionUID = 1;

  private final int status;

  Refusal(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }
}
