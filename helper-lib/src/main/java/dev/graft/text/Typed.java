package dev.graft.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.weights.Excerpt;
import dev.graft.weights.Fields;
import java.util.Optional;

/** Parts of a {@code tokenizer.json}: each says its type, or is null where there is none. */
final class Typed {
  private Typed() {}

  static Optional<Fields> part(Fields whole, String key) {
    JsonNode node = whole.json().path(key);
    return node.isNull() || node.isMissingNode()
        ? Optional.empty()
        : Optional.of(whole.object(key));
  }

  /** Says what is not read, by its name. */
  static TokenizerException refusal(String what, Fields part, String read) {
    return refusal(what + " " + Excerpt.quoted(part.text("type")), read);
  }

  static TokenizerException refusal(String what, String read) {
    String article = "aeiou".indexOf(what.charAt(0)) < 0 ? "a " : "an ";
    return new TokenizerException("has " + article + what + "; Graft reads " + read);
  }
}
