package dev.graft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.engine.Engines;
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
 * A plain program in a process of its own, whose class path lacks an artifact, whose locale writes
 * other digits, and which is told to stay offline in an environment that allows DJL's reports.
 */
class LeftOutTest {
  /** What Java loads before it looks up a name or connects, whether all goes well or not. */
  private static final List<String> NETWORK =
      List.of(
          "java.net.Inet6AddressImpl",
          "java.net.Inet4AddressImpl",
          "java.net.SocksSocketImpl",
          "sun.nio.ch.NioSocketImpl",
          "sun.nio.ch.SocketChannelImpl",
          "sun.nio.ch.DatagramChannelImpl",
          "sun.net.www.http.HttpClient");

  @TempDir Path folder;

  @Test
  void withoutPytorchMxnetTrains() throws Exception {
    assertWorks("MXNet", 2, run("pytorch-(engine|jni|native).*"));
  }

  @Test
  void withPytorchsJarAloneMxnetTrains() throws Exception {
    assertWorks("MXNet", 0, run("pytorch-native.*|onnxruntime-.*", "-Duser.language=fa"));
  }

  @Test
  void withoutMxnetAndOnnxRuntimePytorchComputesAll() throws Exception {
    String said = run("(mxnet|onnxruntime)-.*");
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
    boolean slow = Engines.settings().stream().anyMatch(s -> s.name().equals("GLIBC_TUNABLES"));
    String notice = "training is slower than it can be: GLIBC_TUNABLES is not set";
    assertEquals(slow ? 2 : 1, said.split(notice, -1).length, said);
  }

  private static void assertOffline(String classes) {
    assertTrue(classes.contains("] java.lang.Object source:"), classes);
    for (String name : NETWORK) {
      assertFalse(classes.contains("] " + name + " source:"), name);
    }
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
    // it lives for seconds: what the second compiler gains it would not win back
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-Xmx512m", "-Djava.awt.headless=true"));
    command.add("-Xlog:class+load:file=" + folder.resolve("classes").toAbsolutePath());
    command.addAll(List.of("-Duser.language=ar", "-Duser.country=EG"));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", path, LeftOutProgram.class.getName(), folder.toString()));
    Path log = folder.resolve("log");
    var process = new ProcessBuilder(command).redirectErrorStream(true);
    process.redirectOutput(log.toFile());
    process.environment().keySet().removeAll(List.of("GRAFT_ENGINE", "GLIBC_TUNABLES"));
    process.environment().put("OPT_OUT_TRACKING", "false");
    process.environment().put("GRAFT_HOME", folder.resolve("home").toString());
    process.environment().put("GRAFT_OFFLINE", "true");
    Process program = process.start();
    try {
      assertTrue(program.waitFor(120, TimeUnit.SECONDS), "the program hangs");
    } finally {
      program.destroyForcibly();
    }
    assertOffline(Files.readString(folder.resolve("classes"), StandardCharsets.UTF_8));
    return Files.readString(log, StandardCharsets.UTF_8);
  }
}
