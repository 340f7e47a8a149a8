package dev.graft.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** In processes of their own, since slf4j binds once; without the binding of the tests. */
class JavaLoggingTest {
  /** Says what it was started to say. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) {
      if (arguments[0].equals("bound")) {
        JavaLogging.bind();
      }
      LoggerFactory.getLogger("dev.graft").debug("{} is not said", "a debug line");
      LoggerFactory.getLogger("dev.graft").warn("{} of {}", 1, 2);
      LoggerFactory.getLogger("dev.graft").error("failed", new IllegalStateException("why"));
      System.out.println(LoggerFactory.getILoggerFactory().getClass().getSimpleName());
    }
  }

  @Test
  void aCommandLineSaysWarningsAndNothingOfSlf4j() throws IOException, InterruptedException {
    List<String> said = run("bound", "slf4j-jdk14.*");
    assertTrue(said.get(0).endsWith(" dev.graft"), said.toString());
    assertEquals("WARNING: 1 of 2", said.get(1));
    assertTrue(said.get(2).endsWith(" dev.graft"), said.toString());
    assertEquals(
        List.of("SEVERE: failed", "java.lang.IllegalStateException: why"), said.subList(3, 5));
    assertEquals("JavaLoggers", said.get(said.size() - 1));
  }

  @Test
  void aProgramGetsNoBinding() throws IOException, InterruptedException {
    List<String> said = run("plain", "slf4j-jdk14.*");
    assertTrue(said.get(0).startsWith("SLF4J(W): No SLF4J providers were found"), said.toString());
    assertEquals("NOPLoggerFactory", said.get(said.size() - 1));
  }

  @Test
  void aBindingOnTheClassPathWins() throws IOException, InterruptedException {
    List<String> said = run("bound", "nothing");
    assertEquals("JDK14LoggerFactory", said.get(said.size() - 1));
  }

  private static List<String> run(String how, String left)
      throws IOException, InterruptedException {
    String path =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !new File(entry).getName().matches(left))
            .collect(Collectors.joining(File.pathSeparator));
    String java = new File(System.getProperty("java.home"), "bin/java").toString();
    var command = List.of(java, "-Xmx64m", "-cp", path, Program.class.getName(), how);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said.lines().toList();
  }
}
