package dev.graft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A journal is a text file that anybody can write: each line is a trial or refused by number. */
class SearchJournalTest {
  private static final Map<String, String> IDENTITY = Map.of("search", "five");

  @TempDir Path folder;

  private String refused(String second) throws IOException {
    Path file = folder.resolve("journal");
    Files.writeString(file, "{\"search\":\"five\"}\n" + second + "\n");
    String message =
        assertThrows(IllegalArgumentException.class, () -> SearchJournal.open(file, IDENTITY))
            .getMessage();
    assertTrue(message.length() < 3000, message);
    return message.replace(file.toString(), "FILE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "{}",
        "{\"trial\": 1}",
        "{\"trial\": 0, \"epochs\": 1}",
        "{\"trial\": 1e9, \"epochs\": 1}",
        "{\"trial\": 1, \"epochs\": 1, \"accuracy\": 2}",
        "{\"trial\": 1, \"epochs\": 1, \"score\": \"good\"}",
        "{\"trial\": 1, \"epochs\": 1, \"accuracy\": 0.5, \"loss\": [[]]}",
        "{\"trial\": 1, \"trial\": 2, \"epochs\": 1}",
        "{\"trial\": 1, \"epochs\": 1} {}"
      })
  void aLineThatIsNoTrialIsNamed(String line) throws IOException {
    assertEquals(
        "line 2 of journal FILE is damaged; delete the line, or the file to begin again",
        refused(line));
  }

  @Test
  void aMazeIsNoTrial() throws IOException {
    assertTrue(refused("[".repeat(1 << 20)).startsWith("line 2 of journal FILE is damaged"));
    assertEquals(
        "journal is 16777235 bytes, must be at most 16777216", refused(" ".repeat(16 << 20)));
  }

  @Test
  void whatAnotherSearchWasIsNotSaidWithoutEnd() throws IOException {
    Path file = folder.resolve("journal");
    Files.writeString(file, "{\"search\":\"" + "six ".repeat(1 << 20) + "\"}\n");
    String message =
        assertThrows(IllegalArgumentException.class, () -> SearchJournal.open(file, IDENTITY))
            .getMessage();
    assertTrue(message.contains("its search was six six "), message);
    assertTrue(message.length() < 3000, message.length() + " characters");
  }

  @Test
  void aLossMayBeNoNumber() throws IOException {
    Path file = folder.resolve("journal");
    Files.writeString(
        file,
        "{\"search\":\"five\"}\n{\"trial\":1,\"epochs\":1}\n"
            + "{\"trial\":2,\"epochs\":1,\"accuracy\":0.5,\"loss\":\"Infinity\"}\n{\"tri");
    SearchJournal.open(file, IDENTITY);
    assertTrue(Files.readString(file).endsWith("\"Infinity\"}\n"));
  }
}
