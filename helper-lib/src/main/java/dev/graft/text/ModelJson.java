package dev.graft.text;

import dev.graft.weights.Fields;

/** Reads the part {@code model}, without its vocabulary. */
final class ModelJson {
  private static final int MOST_PER_WORD = 1000;

  private ModelJson() {}

  static Model read(Fields model, Vocabulary vocabulary) {
    return switch (model.text("type")) {
      case "WordPiece" ->
          WordPiece.of(
              vocabulary,
              model.text("unk_token"),
              model.text("continuing_subword_prefix"),
              model.whole("max_input_chars_per_word", 1, MOST_PER_WORD));
      default -> throw Typed.refusal("model", model, "WordPiece and BPE");
    };
  }
}
