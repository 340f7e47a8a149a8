package dev.graft.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What the small tokenizers learnt, as other files hold it. */
final class Vocabularies {
  private Vocabularies() {}

  /** Of {@code uncased.json}, in the order of their ids. */
  static List<String> tokens() {
    List<Map.Entry<String, Integer>> entries = new ArrayList<>();
    model("uncased")
        .path("vocab")
        .properties()
        .forEach(entry -> entries.add(Map.entry(entry.getKey(), entry.getValue().intValue())));
    entries.sort(Comparator.comparing(Map.Entry::getValue));
    return entries.stream().map(Map.Entry::getKey).toList();
  }

  /** Writes the vocabulary of {@code roberta.json}. */
  static Path json(Path file) throws IOException {
    return Files.writeString(file, model("roberta").path("vocab").toString());
  }

  /** The lines of {@code roberta.json}'s merges. */
  static String merges() {
    var lines = new StringBuilder("#version: 0.2\n");
    for (JsonNode pair : model("roberta").path("merges")) {
      lines.append(pair.get(0).textValue()).append(' ').append(pair.get(1).textValue());
      lines.append('\n');
    }
    return lines.toString();
  }

  private static JsonNode model(String name) {
    try {
      return new ObjectMapper().readTree(Recorded.bytes(name + ".json")).path("model");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
