package dev.graft.text;

import dev.graft.weights.Excerpt;
import dev.graft.weights.Fields;
import java.util.List;
import java.util.Optional;

/** Reads the part {@code pre_tokenizer}. A regular expression is known or refused, never run. */
final class SplittingJson {
  private static final int MOST = 4;
  private static final String READ = "BertPreTokenizer before WordPiece, ByteLevel before BPE";

  private SplittingJson() {}

  static Splitting read(Optional<Fields> part, Fields model) {
    Fields split =
        part.orElseThrow(() -> new TokenizerException("has no pre_tokenizer; Graft reads " + READ));
    boolean bytes = model.text("type").equals("BPE");
    return switch (split.text("type") + (bytes ? " BPE" : "")) {
      case "BertPreTokenizer" -> new BertWords();
      case "ByteLevel BPE" -> byteLevel(split);
      case "Sequence BPE" -> sequence(split);
      default -> throw Typed.refusal("pre_tokenizer", split, READ);
    };
  }

  private static Splitting byteLevel(Fields split) {
    if (split.has("use_regex") && !split.truth("use_regex")) {
      throw new TokenizerException("has a ByteLevel with use_regex false and no Split before it");
    }
    return new ByteWords(
        split.truth("add_prefix_space") ? ByteWords.Spaced.ALWAYS : ByteWords.Spaced.AS_IT_IS);
  }

  /** GPT-2's own expression written out, and bytes that part no more. */
  private static Splitting sequence(Fields split) {
    List<Fields> parts = split.objects("pretokenizers", MOST);
    boolean known =
        parts.size() == 2
            && parts.get(0).text("type").equals("Split")
            && parts.get(1).text("type").equals("ByteLevel")
            && !parts.get(1).truth("add_prefix_space")
            && !parts.get(1).truth("use_regex");
    if (!known) {
      throw Typed.refusal("pre_tokenizer", split, READ);
    }
    Fields pattern = parts.get(0).object("pattern");
    String expression = pattern.has("Regex") ? pattern.text("Regex") : "";
    if (!expression.equals(ByteWords.PATTERN)
        || parts.get(0).truth("invert")
        || !parts.get(0).text("behavior").equals("Isolated")) {
      throw Typed.refusal("Split by " + Excerpt.quoted(expression), "GPT-2's pattern, isolated");
    }
    return new ByteWords(ByteWords.Spaced.AS_IT_IS);
  }
}
