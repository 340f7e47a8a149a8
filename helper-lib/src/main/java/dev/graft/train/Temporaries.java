package dev.graft.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.util.function.Supplier;

/** Closes the arrays that a computation makes on its way. */
final class Temporaries {
  private Temporaries() {}

  /** Computes, and closes every array made meanwhile but the result. */
  static NDArray allBut(Supplier<NDArray> computation) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray result = computation.get();
      NDScope.unregister(result);
      return result;
    }
  }

  /** Computes in place, and closes every array made meanwhile. */
  static void all(Runnable computation) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      computation.run();
    }
  }
}
