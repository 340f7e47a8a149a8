package dev.graft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.engine.EngineSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;

/** A run on tags that was killed (SIGKILL) within an epoch goes on to the same end, bit for bit. */
class TagsKilledTest {
  @TempDir private Path folder;

  @EngineSource
  void aKilledRunGoesOnBitForBit(String engine) throws IOException, InterruptedException {
    Path whole = Files.createDirectory(folder.resolve("whole"));
    finish(start(whole, engine), whole);
    Path killed = Files.createDirectory(folder.resolve("killed"));
    // within the first epoch, then early in stage two
    for (int checkpoint : new int[] {2, 12}) {
      Process process = start(killed, engine);
      Path file = killed.resolve("checkpoints/checkpoint-%06d.safetensors".formatted(checkpoint));
      while (process.isAlive() && !Files.exists(file)) {
        Thread.sleep(1);
      }
      process.destroyForcibly().waitFor();
      assertFalse(Files.exists(killed.resolve("result.txt")), "killed too late");
    }
    finish(start(killed, engine), killed);
    assertTrue(said(killed).contains("going on from a checkpoint: stage 1, epoch 1"), said(killed));
    assertTrue(said(killed).contains("going on from a checkpoint: stage 2"), said(killed));
    assertEquals(
        Files.readString(whole.resolve("result.txt")),
        Files.readString(killed.resolve("result.txt")));
  }

  private Process start(Path at, String engine) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m"));
    command.addAll(List.of("-Djava.awt.headless=true", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(TagsProgram.class.getName(), at.toString(), engine));
    var process = new ProcessBuilder(command).redirectErrorStream(true);
    process.redirectOutput(ProcessBuilder.Redirect.appendTo(at.resolve("log").toFile()));
    process.environment().put("GRAFT_HOME", folder.resolve("home").toString());
    process.environment().put("GRAFT_OFFLINE", "true");
    return process.start();
  }

  private static void finish(Process process, Path at) throws IOException, InterruptedException {
    try {
      assertTrue(process.waitFor(120, TimeUnit.SECONDS), "the program hangs");
      assertEquals(0, process.exitValue(), said(at));
    } finally {
      process.destroyForcibly();
    }
  }

  private static String said(Path at) throws IOException {
    return Files.readString(at.resolve("log"));
  }
}
