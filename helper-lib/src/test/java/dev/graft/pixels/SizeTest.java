package dev.graft.pixels;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class SizeTest {
  @Test
  void refusesWhatTheHeapHasNoRoomFor() {
    Size size = new Size(16_000, 11_000);
    assertEquals(
        "16000 × 11000 pixels take 503 MiB, Java has 512 for all; -Xmx gives it more",
        assertThrows(IOException.class, () -> size.checkRoom(3, 512L << 20)).getMessage());
    assertDoesNotThrow(() -> size.checkRoom(3, 700L << 20));
    assertThrows(IOException.class, () -> size.checkRoom(7, 700L << 20));
    assertDoesNotThrow(() -> new Size(6000, 4000).checkRoom(7, 256L << 20));
  }
}
