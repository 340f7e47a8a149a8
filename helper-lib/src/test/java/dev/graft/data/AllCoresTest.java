package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class AllCoresTest {
  @Test
  void everyNumberComesOnce() {
    AtomicIntegerArray seen = new AtomicIntegerArray(10_000);
    AllCores.forEach(10_000, seen::incrementAndGet);
    for (int i = 0; i < seen.length(); i++) {
      assertEquals(1, seen.get(i));
    }
  }

  /** The very exception, whichever thread it was thrown on: its message is the one of the first. */
  @Test
  void theFirstOnesExceptionIsThrownItself() {
    IllegalArgumentException[] thrown = new IllegalArgumentException[1000];
    IllegalArgumentException caught =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                AllCores.forEach(
                    1000,
                    i -> {
                      if (i >= 17) {
                        thrown[i] = new IllegalArgumentException("number " + i);
                        throw thrown[i];
                      }
                    }));
    assertSame(thrown[17], caught);
    assertEquals("number 17", caught.getMessage());
  }
}
