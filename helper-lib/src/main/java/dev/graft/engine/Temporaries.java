package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.util.function.Supplier;

/** Closes the arrays that a computation makes on its way. */
public final class Temporaries {
  private Temporaries() {}

  /**
   * Computes, and closes every array made meanwhile but the result.
   *
   * @param computation on this thread
   * @return its result, which the caller closes
   */
  public static NDArray allBut(Supplier<NDArray> computation) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray result = computation.get();
      NDScope.unregister(result);
      return result;
    }
  }

  /**
   * Computes in place, and closes every array made meanwhile.
   *
   * @param computation on this thread
   */
  public static void all(Runnable computation) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      computation.run();
    }
  }
}
