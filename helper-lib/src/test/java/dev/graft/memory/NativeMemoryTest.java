package dev.graft.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NativeMemoryTest {
  private static final long LARGE = 100L << 20;

  /** Holds nothing on the heap to speak of. */
  private static final class Forgotten {
    Forgotten(AtomicInteger freed) {
      NativeMemory.Hold hold = NativeMemory.hold(LARGE);
      NativeMemory.whenForgotten(
          this,
          () -> {
            hold.close();
            freed.incrementAndGet();
          });
    }
  }

  @Test
  void aHoldIsGivenBackOnce() {
    long before = NativeMemory.held();
    NativeMemory.Hold hold = NativeMemory.hold(1000);
    assertEquals(before + 1000, NativeMemory.held());
    hold.close();
    hold.close();
    assertEquals(before, NativeMemory.held());
  }

  /** Nobody calls the collector, and a heap of this size would never ask for it. */
  @Test
  void whatIsForgottenDoesNotPileUp() {
    long before = NativeMemory.held();
    AtomicInteger freed = new AtomicInteger();
    long most = 0;
    for (int i = 0; i < 30; i++) {
      new Forgotten(freed);
      most = Math.max(most, NativeMemory.held() - before);
    }
    long bound = LARGE + Math.max(2 * LARGE, Runtime.getRuntime().totalMemory() / 4);
    assertTrue(most <= bound, most + " bytes at most, " + freed + " of 30 freed");
  }
}
