package dev.graft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.graft.infer.CompiledBody;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A damaged ONNX model is a backbone, frozen or of layers that learn, or refused, within a second
 * of computing and 256 MiB; a crash of the process, another exception or a message without end is
 * neither.
 *
 * <p>The suite tries a few hundred mutants; {@code -Dgraft.fuzz.count=10000} tries more, and {@code
 * -Dgraft.fuzz.seed} begins elsewhere.
 */
class OnnxFuzzTest {
  private static final int COUNT = Integer.getInteger("graft.fuzz.count", 300);
  private static final long FIRST = Long.getLong("graft.fuzz.seed", 0);
  private static final int AT_ONCE = 2500;

  @TempDir Path folder;

  @Test
  void frozenBodies() throws IOException, InterruptedException {
    readsOrRefuses("frozen");
  }

  /** Ten files of both exporters, as layers that learn. */
  @Test
  void layers() throws IOException, InterruptedException {
    readsOrRefuses("layers");
  }

  private void readsOrRefuses(String form) throws IOException, InterruptedException {
    assumeTrue(CompiledBody.available(), "onnx runtime has no native library here");
    Files.write(folder.resolve("w.bin"), new byte[1000]);
    for (int done = 0; done < COUNT; done += AT_ONCE) {
      int count = Math.min(AT_ONCE, COUNT - done);
      Path log = folder.resolve("log.txt");
      Process process =
          OnnxLoads.java(
                  OnnxFuzzRun.class, folder.toString(), "" + (FIRST + done), "" + count, form)
              .redirectOutput(log.toFile())
              .start();
      boolean ended = process.waitFor(60 + count / 5, TimeUnit.SECONDS);
      process.destroyForcibly();
      String said = Files.readString(log);
      String seed = "mutant of seed " + Files.readString(folder.resolve("seed"));
      assertTrue(ended, seed + " hangs: " + said);
      assertEquals(0, process.waitFor(), seed + ": " + said);
      String found = said.lines().filter(l -> l.startsWith("found ")).findFirst().orElseThrow();
      System.out.printf("ONNX model, %s: %d mutants, %s%n", form, count, found);
      assertTrue(found.contains("read=") && found.contains("refused="), said);
    }
  }
}
