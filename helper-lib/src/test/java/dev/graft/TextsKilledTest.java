package dev.graft;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.engine.EngineSource;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run on texts that was killed (SIGKILL) within an epoch goes on to the same end, bit for bit.
 */
class TextsKilledTest {
  @TempDir private Path folder;

  @EngineSource
  void aKilledRunGoesOnBitForBit(String engine) throws IOException, InterruptedException {
    String said = new KilledRun(TextsProgram.class, folder, engine).goesOnBitForBit(13);
    assertTrue(said.contains("going on from a checkpoint: stage 2"), said);
  }
}
