package dev.graft.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.data.ContentKey;
import dev.graft.weights.AtomicFile;
import dev.graft.weights.BoundedFile;
import dev.graft.weights.BoundedJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * Where the ways that one machine computes in are kept. What cannot be read, or is another
 * machine's, counts as absent.
 *
 * @param folder of all machines
 * @param machine what the speed depends on, by name
 */
record ChoiceFile(Path folder, Map<String, String> machine) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST = 64 << 10;

  /**
   * What is kept.
   *
   * @param choices the ways
   * @param measured for a person: why
   */
  record Kept(Choices choices, String measured) {}

  /** Names the file, by the machine. */
  Path path() {
    long key = ContentKey.of(machine.toString()).a();
    return folder.resolve(String.format(Locale.ROOT, "%016x.json", key));
  }

  /** Reads the ways of this machine. */
  Optional<Kept> read() {
    try {
      JsonNode root = BoundedJson.object(path().toString(), BoundedFile.read(path(), LONGEST));
      if (!root.path("machine").equals(JSON.valueToTree(machine))) {
        return Optional.empty();
      }
      Choices choices = Choices.FIRST.pinned(root.path("choices").asText());
      return Optional.of(new Kept(choices, root.path("measured").asText()));
    } catch (IOException | RuntimeException absent) {
      return Optional.empty();
    }
  }

  /**
   * Keeps ways, unless others were kept meanwhile. Where the folder cannot be written they hold for
   * this process alone, which the log says.
   *
   * @return those that are kept now
   */
  Choices keep(Kept found) {
    Optional<Kept> before = read();
    if (before.isPresent()) {
      return before.get().choices();
    }
    ObjectNode root = JSON.createObjectNode();
    root.set("machine", JSON.valueToTree(machine));
    root.put("choices", found.choices().toString());
    root.put("measured", found.measured());
    try {
      byte[] text = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
      Files.createDirectories(folder);
      AtomicFile.write(path(), out -> out.write(text));
    } catch (IOException | UncheckedIOException e) {
      LoggerFactory.getLogger("dev.graft")
          .warn("what was measured of this processor is not kept: {}", e.getMessage());
    }
    return found.choices();
  }
}
