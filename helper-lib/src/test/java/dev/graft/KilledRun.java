package dev.graft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.train.History;
import dev.graft.weights.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A program that trains in two stages with a checkpoint after every batch, and is killed (SIGKILL).
 *
 * @param program its main class, which takes a folder and an engine, keeps its checkpoints in
 *     {@code checkpoints} there and ends with {@link #write}
 * @param folder for its runs
 * @param engine that it trains with
 */
record KilledRun(Class<?> program, Path folder, String engine) {
  private static final String RESULT = "result.txt";

  /** Kills it at these checkpoints, lets it go on, compares by byte, and tells what was said. */
  String goesOnBitForBit(int... checkpoints) throws IOException, InterruptedException {
    Path whole = Files.createDirectory(folder.resolve("whole"));
    finish(start(whole), whole);
    Path killed = Files.createDirectory(folder.resolve("killed"));
    for (int checkpoint : checkpoints) {
      Process process = start(killed);
      Path file = killed.resolve("checkpoints/checkpoint-%06d.safetensors".formatted(checkpoint));
      while (process.isAlive() && !Files.exists(file)) {
        Thread.sleep(1);
      }
      process.destroyForcibly().waitFor();
      assertFalse(Files.exists(killed.resolve(RESULT)), "killed too late");
    }
    finish(start(killed), killed);
    assertEquals(Files.readString(whole.resolve(RESULT)), Files.readString(killed.resolve(RESULT)));
    return said(killed);
  }

  private Process start(Path at) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m"));
    command.addAll(List.of("-Djava.awt.headless=true", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(program.getName(), at.toString(), engine));
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

  /** Writes what came of a run: everything but the time that it took. */
  static void write(Path folder, History history, TransferModel model) {
    StringBuilder said = new StringBuilder();
    for (History.Epoch epoch : history.epochs()) {
      Map<String, Double> figures = new TreeMap<>(epoch.figures());
      figures.keySet().removeAll(List.of("seconds", "images/s"));
      said.append(epoch.number()).append(' ').append(figures).append('\n');
    }
    said.append(history.ending()).append(model.weights().sha256());
    byte[] result = said.toString().getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(folder.resolve(RESULT), out -> out.write(result));
  }
}
