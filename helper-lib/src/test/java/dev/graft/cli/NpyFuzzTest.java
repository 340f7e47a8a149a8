package dev.graft.cli;

import dev.graft.graph.Shape;
import dev.graft.weights.Fuzz;
import dev.graft.weights.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged arrays of NumPy's. */
class NpyFuzzTest {
  @TempDir Path folder;

  @Test
  void arrays() throws Exception {
    Path file = folder.resolve("x.npy");
    Npy.write(file, Tensor.filled(Shape.of(2, 3, 4, 4), 1.5f));
    Fuzz.of(
        "npy array",
        Files.readAllBytes(file),
        mutant -> {
          Files.write(file, mutant);
          try {
            Npy.read(file);
            return "";
          } catch (IllegalArgumentException e) {
            return e.getMessage();
          }
        });
  }

  @Test
  void wholeNumbers() throws Exception {
    Path file = folder.resolve("ids.npy");
    InferTextsTest.npy(file, 8, "2, 3", 1, 2, 3, 4, 5, 6);
    Fuzz.of(
        "npy array of ids",
        Files.readAllBytes(file),
        mutant -> {
          Files.write(file, mutant);
          try {
            Npy.readWhole(file);
            return "";
          } catch (IllegalArgumentException e) {
            return e.getMessage();
          }
        });
  }
}
