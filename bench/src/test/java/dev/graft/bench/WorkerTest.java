package dev.graft.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.bench.worker.EchoWorker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerTest {
  @TempDir Path folder;

  private Worker start() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path = System.getProperty("java.class.path");
    var echo = new Engine("echo", List.of(java, "-cp", path, EchoWorker.class.getName()), Map.of());
    return Worker.start(echo, folder.resolve("echo.log"));
  }

  @Test
  void answersAreRatesOrReasons() {
    try (Worker worker = start()) {
      Answer answer = worker.ask("count", Map.of("images", 32, "seconds", 2));
      assertEquals(16, answer.rate());
      assertEquals(Optional.empty(), answer.absent());
      assertEquals(Optional.of("not here"), worker.ask("missing", Map.of()).absent());
      assertEquals(Optional.of("this engine has no dance"), worker.ask("dance", Map.of()).absent());
      assertEquals(
          Optional.of("java.lang.IllegalStateException: broken"),
          worker.ask("broken", Map.of()).absent());
    }
  }

  @Test
  void whatAWorkerPrintsIsNoAnswer() {
    try (Worker worker = start()) {
      assertEquals(7, worker.ask("chatter", Map.of()).number("value"));
    }
  }

  @Test
  void aWorkerThatEndsIsAbsentAndNamesItsLog() {
    try (Worker worker = start()) {
      String why = worker.ask("die", Map.of()).absent().orElseThrow();
      assertEquals("echo ended; its log is " + folder.resolve("echo.log"), why);
      assertTrue(worker.ask("count", Map.of("images", 1)).absent().isPresent());
    }
  }

  @Test
  void anEngineWithoutItsProgramIsMissing() {
    String nowhere = folder.resolve("python").toString();
    assertEquals(
        "no Python environment at " + nowhere,
        new Engine("pytorch", List.of(nowhere), Map.of()).missing());
  }
}
