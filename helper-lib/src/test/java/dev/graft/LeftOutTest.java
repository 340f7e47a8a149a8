package dev.graft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A plain program in a process of its own, whose class path lacks an artifact and whose locale
 * writes other digits.
 */
class LeftOutTest {
  @TempDir Path folder;

  @Test
  void withoutMxnetPytorchTrains() throws Exception {
    assertWorks("PyTorch", 2, run("mxnet-(engine|native).*"));
  }

  @Test
  void withoutPytorchMxnetTrains() throws Exception {
    assertWorks("MXNet", 2, run("pytorch-(engine|jni|native).*"));
  }

  @Test
  void withPytorchsJarAloneMxnetTrains() throws Exception {
    assertWorks("MXNet", 0, run("pytorch-native.*|onnxruntime-.*", "-Duser.language=fa"));
  }

  @Test
  void withoutOnnxRuntimeTheTrainingEngineComputesAll() throws Exception {
    String said = run("onnxruntime-.*");
    assertWorks("PyTorch", 0, said);
    String line = "ONNX Runtime is not on the class path, or has no library for this machine";
    assertEquals(2, said.split(line, -1).length, said);
  }

  @Test
  void withoutAnEngineTheArtifactsAreNamed() throws Exception {
    String said = run("(mxnet|pytorch)-.*");
    String message = "no engine on the class path can train on";
    assertTrue(said.contains("IllegalStateException: " + message), said);
    assertTrue(said.contains("add ai.djl.pytorch:pytorch-engine, pytorch-jni and"), said);
  }

  private static void assertWorks(String engine, int latencies, String said) {
    String expected =
        "engine %s\nepochs 1 1\nanswers 12\nlatencies %s\nascii true\n"
            .formatted(engine, latencies);
    assertTrue(said.contains("going on from a checkpoint: 1 epoch done"), said);
    assertTrue(said.replace("\r", "").contains(expected), said);
  }

  /** Gives what the program said, on both of its streams. */
  private String run(String jars, String... options) throws IOException, InterruptedException {
    Pattern left = Pattern.compile(jars);
    String path =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !left.matcher(Path.of(entry).getFileName().toString()).matches())
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-Djava.awt.headless=true"));
    command.addAll(List.of("-Duser.language=ar", "-Duser.country=EG"));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", path, LeftOutProgram.class.getName(), folder.toString()));
    Path log = folder.resolve("log");
    var process = new ProcessBuilder(command).redirectErrorStream(true);
    process.redirectOutput(log.toFile());
    process.environment().remove("GRAFT_ENGINE");
    process.environment().put("GRAFT_HOME", folder.resolve("home").toString());
    process.environment().put("GRAFT_OFFLINE", "true");
    Process program = process.start();
    try {
      assertTrue(program.waitFor(120, TimeUnit.SECONDS), "the program hangs");
    } finally {
      program.destroyForcibly();
    }
    return Files.readString(log, StandardCharsets.UTF_8);
  }
}
