package dev.graft.train;

import java.util.Locale;
import java.util.concurrent.CancellationException;

/** Says how far a walk through inputs came before its thread was interrupted. */
final class Interrupted {
  private Interrupted() {}

  /**
   * Takes the interrupt as heard.
   *
   * @param what was done, such as {@code extracting features}
   * @param done images that were finished
   * @param all images
   * @return to be thrown
   */
  static CancellationException during(String what, int done, int all) {
    Thread.interrupted();
    return new CancellationException(
        String.format(Locale.ROOT, "interrupted while %s, after %d of %d images", what, done, all));
  }
}
