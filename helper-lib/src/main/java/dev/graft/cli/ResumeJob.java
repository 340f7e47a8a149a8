package dev.graft.cli;

import dev.graft.engine.Engines;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Kills a run of three stages at random moments (SIGKILL), lets it go on in a new process, and
 * compares history and weights by byte with those of the run that was not killed. Then fills the
 * disk, in the eyes of the process, while it saves.
 */
@Command(
    name = "resume",
    description = "Kill a run at random moments, resume it, and compare history and weights.",
    mixinStandardHelpOptions = true)
final class ResumeJob implements Callable<Integer> {
  /** More than a checkpoint of the head, less than one of the last six blocks. */
  private static final int FULL = 400_000;

  @Option(
      names = "--kills",
      defaultValue = "50",
      description = "an engine, default ${DEFAULT-VALUE}")
  private int kills;

  @Option(names = "--engine", description = "MXNet or PyTorch; default: both")
  private String engine;

  @Option(names = "--seed", defaultValue = "1", description = "of the moments")
  private long seed;

  /** Of the program that this command is part of; what it starts is that program again. */
  @Spec private CommandSpec command;

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<String> engines =
        engine == null ? List.of(Engines.MXNET, Engines.PYTORCH) : List.of(Engines.named(engine));
    List<Measurement> measurements = new ArrayList<>();
    boolean allSame = true;
    for (String name : engines) {
      Measurement measured = measure(name);
      measurements.add(measured);
      allSame &= measured.value() == kills && measured.number("full disk") == 1;
    }
    System.out.println("written to " + Measurement.write("resume", measurements));
    return allSame ? 0 : 1;
  }

  private Measurement measure(String name) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("graft-resume");
    try {
      Path whole = Files.createDirectory(folder.resolve("whole"));
      long start = System.nanoTime();
      finish(start(whole, name));
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      Random random = new Random(seed);
      int same = 0;
      int begun = 0;
      for (int kill = 0; kill < kills; kill++) {
        Path killed = Files.createDirectory(folder.resolve("kill" + kill));
        Process process = start(killed, name);
        process.waitFor(random.nextLong(millis), TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
        begun += Files.exists(killed.resolve("checkpoints")) ? 1 : 0;
        finish(start(killed, name));
        same += same(whole, killed) ? 1 : 0;
        delete(killed);
      }
      boolean full = fullDisk(whole, Files.createDirectory(folder.resolve("full")), name);
      System.out.printf(
          "%-8s %d of %d killed runs identical (%d killed after their first checkpoint);"
              + " full disk: %s%n",
          name, same, kills, begun, full ? "identical, nothing lost" : "DIFFERENT");
      return new Measurement(
          "resume",
          name,
          same,
          "identical runs",
          Map.of("kills", kills, "killed after a checkpoint", begun, "full disk", full ? 1 : 0));
    } finally {
      delete(folder);
    }
  }

  /** From its first checkpoint on, no file of the process can grow beyond a limit. */
  private boolean fullDisk(Path whole, Path folder, String name)
      throws IOException, InterruptedException {
    Process process = start(folder, name);
    while (process.isAlive() && !Files.exists(folder.resolve("checkpoints"))) {
      Thread.sleep(10);
    }
    String pid = Long.toString(process.pid());
    finish(new ProcessBuilder("prlimit", "--pid", pid, "--fsize=" + FULL).inheritIO().start());
    process.waitFor();
    String text = Files.readString(folder.resolve("log.txt"));
    boolean said = text.contains("checkpoint not saved, the one before it stays");
    finish(start(folder, name));
    return said && same(whole, folder);
  }

  private Process start(Path folder, String name) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-Djava.awt.headless=true", "-XX:-UsePerfData"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), program()));
    line.addAll(List.of("bench", "resume-run", folder.toString(), "--engine", name));
    File log = folder.resolve("log.txt").toFile();
    return new ProcessBuilder(line)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
        .start();
  }

  private String program() {
    return command.root().userObject().getClass().getName();
  }

  private static void finish(Process process) throws InterruptedException {
    int code = process.waitFor();
    if (code != 0) {
      throw new IllegalStateException("the run ended with exit code " + code);
    }
  }

  private static boolean same(Path whole, Path other) throws IOException {
    for (String file : List.of(ResumeRun.RESULT, "model/model.safetensors")) {
      byte[] expected = Files.readAllBytes(whole.resolve(file));
      if (!Arrays.equals(expected, Files.readAllBytes(other.resolve(file)))) {
        System.out.println("different: " + file);
        return false;
      }
    }
    return true;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
