package dev.graft.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.weights.Excerpt;
import dev.graft.weights.Fields;
import java.util.List;

/** Reads the part {@code model}, without its vocabulary. */
final class ModelJson {
  /** BERT has 100, some have 200; a crafted word takes as many steps as its letters squared. */
  private static final int MOST_PER_WORD = 200;

  /** What would change an id, and no model of those that Graft reads has. */
  private static final List<String> NEVER =
      List.of(
          "dropout",
          "continuing_subword_prefix",
          "end_of_word_suffix",
          "byte_fallback",
          "ignore_merges");

  private ModelJson() {}

  static Model read(Fields model, Vocabulary vocabulary) {
    return switch (model.text("type")) {
      case "WordPiece" ->
          WordPiece.of(
              vocabulary,
              model.text("unk_token"),
              model.text("continuing_subword_prefix"),
              model.whole("max_input_chars_per_word", 1, MOST_PER_WORD));
      case "BPE" -> bytePairs(model, vocabulary);
      default -> throw Typed.refusal("model", model, "WordPiece and BPE");
    };
  }

  private static Model bytePairs(Fields model, Vocabulary vocabulary) {
    NEVER.forEach(key -> refuse(model, key));
    boolean known = model.json().path("unk_token").isTextual();
    if (known) {
      refuse(model, "fuse_unk");
    }
    int other = known ? vocabulary.id(model.text("unk_token"), "unk_token") : -1;
    return new BytePairs(vocabulary, Merges.of(model, vocabulary), other);
  }

  private static void refuse(Fields model, String key) {
    JsonNode node = model.json().path(key);
    boolean absent = node.isMissingNode() || node.isNull() || node.asText().isEmpty();
    if (!absent && !(node.isBoolean() && !node.booleanValue())) {
      throw Typed.refusal("model \"BPE\" with " + key + " " + Excerpt.of(node), "it without");
    }
  }
}
