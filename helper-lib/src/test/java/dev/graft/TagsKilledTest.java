package dev.graft;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.engine.EngineSource;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** A run on tags that was killed (SIGKILL) within an epoch goes on to the same end, bit for bit. */
class TagsKilledTest {
  @TempDir private Path folder;

  @EngineSource
  void aKilledRunGoesOnBitForBit(String engine) throws IOException, InterruptedException {
    // within the first epoch, then early in stage two
    String said = new KilledRun(TagsProgram.class, folder, engine).goesOnBitForBit(2, 12);
    assertTrue(said.contains("going on from a checkpoint: stage 1, epoch 1"), said);
    assertTrue(said.contains("going on from a checkpoint: stage 2"), said);
  }
}
