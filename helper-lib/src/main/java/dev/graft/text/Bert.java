package dev.graft.text;

import java.nio.ByteBuffer;
import java.util.List;

/** BERT's tokenizer around a vocabulary that came without a word about it. */
final class Bert {
  private static final List<String> SPECIAL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");
  private static final int LONGEST_WORD = 100;

  private static final Rewriting KEPT = Rewriting.CLEAN.then(Rewriting.SPACED);

  private Bert() {}

  static Parts cased(String name, ByteBuffer vocabulary) {
    return parts(Vocabulary.lines(name, vocabulary), KEPT);
  }

  static Parts uncased(String name, ByteBuffer vocabulary) {
    return parts(Vocabulary.lines(name, vocabulary), KEPT.then(Rewriting.UNCASED));
  }

  private static Parts parts(Vocabulary vocabulary, Rewriting rewriting) {
    return new Parts(
        rewriting,
        new BertWords(),
        vocabulary,
        WordPiece.of(vocabulary, "[UNK]", "##", LONGEST_WORD),
        SPECIAL.stream().map(token -> AddedToken.special(token, id(vocabulary, token))).toList(),
        new Frame(new int[] {id(vocabulary, "[CLS]")}, new int[] {id(vocabulary, "[SEP]")}));
  }

  private static int id(Vocabulary vocabulary, String token) {
    return vocabulary.id(token, "special token");
  }
}
