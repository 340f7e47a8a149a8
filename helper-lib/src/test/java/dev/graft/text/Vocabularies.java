package dev.graft.text;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The vocabulary of the small tokenizer, as other files hold it. */
final class Vocabularies {
  private Vocabularies() {}

  /** In the order of their ids. */
  static List<String> tokens() {
    try {
      var vocab = new ObjectMapper().readTree(Recorded.bytes("uncased.json")).at("/model/vocab");
      List<Map.Entry<String, Integer>> entries = new ArrayList<>();
      vocab.properties().forEach(e -> entries.add(Map.entry(e.getKey(), e.getValue().intValue())));
      entries.sort(Comparator.comparing(Map.Entry::getValue));
      return entries.stream().map(Map.Entry::getKey).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
