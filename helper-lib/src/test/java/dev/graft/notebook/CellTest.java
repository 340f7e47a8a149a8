package dev.graft.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CellTest {

  @AfterEach
  void calm() {
    Thread.interrupted();
  }

  @Test
  void interruptWaitsForTheOutput() {
    Thread.currentThread().interrupt();
    assertFalse(Cell.undisturbed(() -> Thread.currentThread().isInterrupted()));
    assertTrue(Thread.interrupted());
  }

  @Test
  void interruptOutlivesAnOutputThatFails() {
    Thread.currentThread().interrupt();
    assertThrows(
        IllegalStateException.class,
        () ->
            Cell.undisturbed(
                () -> {
                  throw new IllegalStateException("no kernel");
                }));
    assertTrue(Thread.interrupted());
  }

  @Test
  void noInterruptIsMadeUp() {
    assertEquals("shown", Cell.undisturbed(() -> "shown"));
    assertFalse(Thread.interrupted());
  }
}
