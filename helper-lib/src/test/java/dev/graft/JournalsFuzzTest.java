package dev.graft;

import dev.graft.weights.Fuzz;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged journals of searches. */
class JournalsFuzzTest {
  private static final String JOURNAL =
      """
      {"search":"five","engine":"PyTorch"}
      {"trial":1,"epochs":1,"accuracy":0.9,"loss":0.3,"backbone":"x","blocks":0,"dropout":0.2}
      {"trial":2,"epochs":1,"backbone":"x","blocks":0,"dropout":0.2,"training":"rate 0.1"}
      {"trial":1,"epochs":2,"accuracy":0.95,"loss":"Infinity","backbone":"x","blocks":4}
      """;

  @TempDir Path folder;

  @Test
  void journals() throws Exception {
    Path file = folder.resolve("journal");
    Fuzz.of(
        "search journal",
        JOURNAL.getBytes(StandardCharsets.UTF_8),
        mutant -> {
          Files.write(file, mutant);
          try {
            SearchJournal.open(file, Map.of("search", "five", "engine", "PyTorch"));
            return "";
          } catch (IllegalArgumentException e) {
            return e.getMessage();
          }
        });
  }
}
