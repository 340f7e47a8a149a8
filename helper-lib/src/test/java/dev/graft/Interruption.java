package dev.graft;

import java.util.function.BooleanSupplier;

/** Interrupts the calling thread from another one. */
final class Interruption {
  private Interruption() {}

  static void afterMillis(long millis) {
    long end = System.nanoTime() + millis * 1_000_000;
    when(() -> System.nanoTime() > end);
  }

  static void when(BooleanSupplier condition) {
    Thread caller = Thread.currentThread();
    Thread other =
        new Thread(
            () -> {
              while (!condition.getAsBoolean()) {
                pause();
              }
              caller.interrupt();
            });
    other.setDaemon(true);
    other.start();
  }

  private static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
