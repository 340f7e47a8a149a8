package dev.graft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.graft.engine.EngineSource;

/** A small count of what {@code ./graft bench resume} does with fifty. */
class ResumeJobTest {

  @EngineSource
  void aKilledRunEndsAsTheOtherOne(String engine) {
    String[] once = {"bench", "resume", "--kills", "1", "--seed", "4", "--engine", engine};
    assertEquals(0, Main.line().execute(once));
  }
}
