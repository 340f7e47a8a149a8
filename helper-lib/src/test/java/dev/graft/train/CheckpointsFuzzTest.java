package dev.graft.train;

import dev.graft.weights.Fuzz;
import dev.graft.weights.StateDict;
import dev.graft.weights.WeightsException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged checkpoints, and states that somebody has forged with their hash. */
class CheckpointsFuzzTest {
  @TempDir Path folder;

  private String refusal(Path file) {
    try {
      StateDict tensors = CheckpointFile.read(file).snapshot().tensors();
      return tensors.sha256().isEmpty() ? "never" : "";
    } catch (CheckpointException | WeightsException e) {
      return e.getMessage();
    }
  }

  @Test
  void files() throws Exception {
    Path file = folder.resolve("c.safetensors");
    HostileSnapshotsTest.written(file, HostileSnapshotsTest.STATE, HostileSnapshotsTest.TENSORS);
    Fuzz.of(
        "checkpoint",
        Files.readAllBytes(file),
        mutant -> {
          Files.write(file, mutant);
          return refusal(file);
        });
  }

  @Test
  void forgedStates() throws Exception {
    Path file = folder.resolve("c.safetensors");
    Fuzz.of(
        "checkpoint's forged state",
        HostileSnapshotsTest.STATE.getBytes(StandardCharsets.UTF_8),
        mutant -> {
          String state = new String(mutant, StandardCharsets.UTF_8);
          HostileSnapshotsTest.written(file, state, HostileSnapshotsTest.TENSORS);
          return refusal(file);
        });
  }
}
