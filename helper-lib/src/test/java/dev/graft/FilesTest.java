package dev.graft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A file has one reason to exist, and is as long as one reason takes. */
class FilesTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final int LONGEST = 300;

  @Test
  void noneIsOverThreeHundredLines() throws IOException {
    assertEquals(List.of(), sources().filter(file -> lines(file) > LONGEST).toList());
  }

  @Test
  void mostAreShort() throws IOException {
    long[] lines = sources().mapToLong(FilesTest::lines).sorted().toArray();
    assertTrue(lines[lines.length / 2] <= 80, "the median is " + lines[lines.length / 2]);
    long most = lines[lines.length * 95 / 100];
    assertTrue(most <= 220, "one in twenty has over " + most);
  }

  private static java.util.stream.Stream<Path> sources() throws IOException {
    return Files.walk(SOURCES).filter(file -> file.toString().endsWith(".java"));
  }

  private static long lines(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
