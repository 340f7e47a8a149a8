package dev.graft.text;

import dev.graft.weights.Fields;
import java.util.Optional;

/** Reads the part {@code pre_tokenizer}. */
final class SplittingJson {
  private static final String READ = "BertPreTokenizer before WordPiece";

  private SplittingJson() {}

  static Splitting read(Optional<Fields> part, Fields model) {
    Fields split =
        part.orElseThrow(() -> new TokenizerException("has no pre_tokenizer; Graft reads " + READ));
    return switch (split.text("type")) {
      case "BertPreTokenizer" -> new BertWords();
      default -> throw Typed.refusal("pre_tokenizer", split, READ);
    };
  }
}
