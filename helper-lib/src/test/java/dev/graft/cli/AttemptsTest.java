package dev.graft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AttemptsTest {
  @Test
  void aSlowerNetworkLooksAtWhatFitsIntoItsShareOfTheTime() {
    assertEquals(
        3900, Attempts.examples(100, 0.01, 100), "0.4 of 100 s, less those it is judged by");
    assertEquals(1, Attempts.examples(1, 0.01, 100), "no time: nothing worth trying");
    assertEquals(1, Attempts.examples(0, 0.01, 0));
  }
}
