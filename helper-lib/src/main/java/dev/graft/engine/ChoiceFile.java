package dev.graft.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.data.ContentKey;
import dev.graft.weights.Fields;
import dev.graft.weights.KeptJson;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where the ways that one machine computes in are kept. What cannot be read, or is another
 * machine's, counts as absent.
 *
 * @param folder of all machines
 * @param machine what the speed depends on, by name
 */
record ChoiceFile(Path folder, Map<String, String> machine) {
  private static final ObjectMapper JSON = new ObjectMapper();

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
    return KeptJson.read(path(), this::mine);
  }

  private Optional<Kept> mine(Fields fields) {
    if (!fields.object("machine").json().equals(JSON.valueToTree(machine))) {
      return Optional.empty();
    }
    Choices choices = Choices.FIRST.pinned(fields.text("choices"));
    return Optional.of(new Kept(choices, fields.text("measured")));
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
    KeptJson.keep(path(), root);
    return found.choices();
  }
}
