package dev.graft.weights;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Does short work with files to its end, however often the thread is interrupted meanwhile: the
 * JDK's channels close when their thread is, and what was being read would seem to be damaged. The
 * thread stays interrupted, for who stops long work between two pieces of it.
 */
public final class Uninterrupted {
  private Uninterrupted() {}

  /**
   * Some work.
   *
   * @param <T> what it gives
   */
  public interface Work<T> {
    /**
     * Does it, from its beginning each time.
     *
     * @return what it gives
     * @throws IOException when it fails
     */
    T run() throws IOException;
  }

  /**
   * Does the work, once more where an interrupt ended it.
   *
   * @param work that opens what it reads
   * @param <T> what it gives
   * @return what it gives
   * @throws IOException when it fails for another reason
   */
  public static <T> T run(Work<T> work) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        interrupted |= Thread.interrupted();
        try {
          return work.run();
        } catch (ClosedByInterruptException again) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
