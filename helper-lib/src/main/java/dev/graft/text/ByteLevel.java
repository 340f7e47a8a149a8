package dev.graft.text;

import java.util.List;
import java.util.stream.Stream;

/** GPT-2's and RoBERTa's tokenizers around what they learnt. */
final class ByteLevel {
  private static final String MASK = "<mask>";

  private final Vocabulary vocabulary;
  private final Merges merges;

  private ByteLevel(Vocabulary vocabulary, Merges merges) {
    this.vocabulary = vocabulary;
    this.merges = merges;
  }

  /** Reads a {@code vocab.json}, and the {@code merges.txt} that belongs to it. */
  static ByteLevel read(TokenizerFile vocabulary, TokenizerFile merges) {
    Vocabulary tokens = vocabulary.read(Vocabulary::json);
    return new ByteLevel(
        tokens, merges.read((name, bytes) -> Merges.of(Vocabulary.text(name, bytes), tokens)));
  }

  Parts gpt2() {
    return parts(List.of(special("<|endoftext|>")), Frame.NONE);
  }

  /**
   * The mask takes the spaces before it along, as in roberta-base's own {@code tokenizer.json}; the
   * reference forgets that where it is given the two files alone.
   */
  Parts roberta() {
    List<AddedToken> added =
        Stream.concat(
                Stream.of("<s>", "<pad>", "</s>", "<unk>").map(this::special),
                Stream.of(new AddedToken(MASK, id(MASK), false, true, false, false)))
            .toList();
    return parts(added, new Frame(new int[] {id("<s>")}, new int[] {id("</s>")}));
  }

  private Parts parts(List<AddedToken> added, Frame frame) {
    return new Parts(
        Rewriting.NONE,
        new ByteWords(ByteWords.Spaced.AS_IT_IS),
        vocabulary,
        new BytePairs(vocabulary, merges, Merges.NONE),
        added,
        frame);
  }

  private AddedToken special(String token) {
    return AddedToken.special(token, id(token));
  }

  private int id(String token) {
    return vocabulary.id(token, "special token");
  }
}
