package dev.graft.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Law 6 where ways are measured; MXNet has none to choose from. */
class ChosenAnewTest {
  @TempDir private Path home;

  /**
   * The kept file may go and come back, and nobody sees it by a bit. Another choice is seen by the
   * history, and by the keys under which frozen features are kept that PyTorch computed.
   */
  @Test
  void aMeasurementMadeAnewChangesNothingAndAnotherChoiceIsSeen()
      throws IOException, InterruptedException {
    assumeTrue(
        EngineArtifacts.present(getClass().getClassLoader(), System.getenv())
            .contains(Engines.PYTORCH),
        "PyTorch is not on the class path");
    List<String> once = run();
    try (Stream<Path> files = Files.list(home.resolve("choices"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    List<String> again = run();
    assertEquals("was there false", again.get(0));
    String[] measured = once.get(1).split(" ");
    String[] fixed = once.get(2).split(" ");
    assertEquals(List.of("measured", measured[1], "shelves", "1"), List.of(measured));
    assertNotEquals(measured[1], fixed[1], "both choices train alike: nothing was tried");
    assertEquals("2", fixed[3], "features of one choice are found under the other");
    assertEquals("measured " + measured[1] + " shelves 2", again.get(1));
    assertEquals(once.get(2), again.get(2));
  }

  private List<String> run() throws IOException, InterruptedException {
    String path =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("onnxruntime"))
            .collect(Collectors.joining(File.pathSeparator));
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Djava.awt.headless=true",
            "-cp",
            path,
            ChosenAnewProgram.class.getName(),
            home.toString());
    builder
        .environment()
        .putAll(Map.of("GRAFT_HOME", home.toString(), "GRAFT_CHOICES", "measured"));
    builder.redirectError(home.resolve("log").toFile());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), () -> said + log());
    assertTrue(said.contains("fixed "), said);
    return said.lines().filter(line -> line.matches("(was there|measured|fixed) .*")).toList();
  }

  private String log() {
    try {
      return Files.readString(home.resolve("log"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
