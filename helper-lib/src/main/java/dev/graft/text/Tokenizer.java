package dev.graft.text;

import java.nio.file.Path;

/**
 * Turns text into the ids that a language model was trained with.
 *
 * <pre>{@code
 * var tokenizer = Tokenizer.read(Path.of("tokenizer.json"));
 * tokenizer.encode("a gentle, funny film", 128).ids()   // [101, 1037, 7132, 1010, 6057, 2143, 102]
 * }</pre>
 *
 * <p>Ids are those of Hugging Face's {@code tokenizers} 0.23.3, whatever is in the text. Python's
 * texts cannot hold half of a surrogate pair where Java's can: it is read as U+FFFD. Immutable; any
 * number of threads may use one.
 */
public final class Tokenizer {
  private final Rewriting rewriting;
  private final Splitting splitting;
  private final Model model;
  private final AddedTokens plain;
  private final AddedTokens normalized;
  private final Frame frame;

  private Tokenizer(Parts parts) {
    rewriting = parts.rewriting();
    splitting = parts.splitting();
    model = parts.model();
    frame = parts.frame();
    plain =
        new AddedTokens(
            parts.added().stream().filter(token -> !token.normalized()).toList(), Rewriting.NONE);
    normalized =
        new AddedTokens(parts.added().stream().filter(AddedToken::normalized).toList(), rewriting);
  }

  /**
   * Reads a {@code tokenizer.json}: WordPiece as BERT and its kin have it, and byte-pair encoding
   * as GPT-2 and RoBERTa have it. Its own truncation and padding are not heeded.
   *
   * @param file of at most 16 MiB; opens no other
   * @return a tokenizer
   * @throws TokenizerException when it is damaged or asks for what Graft does not do; the text
   *     names it
   * @throws java.io.UncheckedIOException when it cannot be read
   */
  public static Tokenizer read(Path file) {
    return read(file, TokenizerJson::parts);
  }

  /**
   * Reads the {@code vocab.txt} of a BERT that knows capital letters.
   *
   * @param file of at most 16 MiB, a token a line, its id the line's number from 0
   * @return a tokenizer
   * @throws TokenizerException when it is damaged or lacks one of BERT's special tokens
   * @throws java.io.UncheckedIOException when it cannot be read
   */
  public static Tokenizer cased(Path file) {
    return read(file, Bert::cased);
  }

  /**
   * Reads the {@code vocab.txt} of a BERT that knows neither capital letters nor accents.
   *
   * @param file of at most 16 MiB, a token a line, its id the line's number from 0
   * @return a tokenizer
   * @throws TokenizerException when it is damaged or lacks one of BERT's special tokens
   * @throws java.io.UncheckedIOException when it cannot be read
   */
  public static Tokenizer uncased(Path file) {
    return read(file, Bert::uncased);
  }

  /**
   * Reads what a GPT-2 learnt: nothing stands around a text.
   *
   * @param vocabulary {@code vocab.json}, tokens and their ids, of at most 16 MiB
   * @param merges {@code merges.txt}, two tokens a line, of at most 16 MiB
   * @return a tokenizer
   * @throws TokenizerException when one is damaged or {@code <|endoftext|>} is missing
   * @throws java.io.UncheckedIOException when one cannot be read
   */
  public static Tokenizer gpt2(Path vocabulary, Path merges) {
    return new Tokenizer(ByteLevel.read(vocabulary, merges).gpt2());
  }

  /**
   * Reads what a RoBERTa learnt: {@code <s>} and {@code </s>} stand around a text.
   *
   * @param vocabulary {@code vocab.json}, tokens and their ids, of at most 16 MiB
   * @param merges {@code merges.txt}, two tokens a line, of at most 16 MiB
   * @return a tokenizer
   * @throws TokenizerException when one is damaged or lacks one of RoBERTa's special tokens
   * @throws java.io.UncheckedIOException when one cannot be read
   */
  public static Tokenizer roberta(Path vocabulary, Path merges) {
    return new Tokenizer(ByteLevel.read(vocabulary, merges).roberta());
  }

  private static Tokenizer read(Path file, TokenizerFile.Reading<Parts> parts) {
    return TokenizerFile.read(file, (name, bytes) -> new Tokenizer(parts.of(name, bytes)));
  }

  /**
   * Turns a text into ids.
   *
   * @param text any, of one sequence
   * @param longest ids that are wanted, those around the text among them; what is more is cut off
   *     at the end of the text
   * @return the ids and how many were cut
   * @throws IllegalArgumentException when there is no room for those around the text
   */
  public Tokens encode(String text, int longest) {
    if (longest < frame.size()) {
      throw new IllegalArgumentException(
          "longest is "
              + longest
              + ", must be at least "
              + frame.size()
              + ", the ids around a text");
    }
    Ids ids = new Ids();
    plain.split(
        Surrogates.mended(text),
        ids,
        part ->
            normalized.split(rewriting.of(part), ids, words -> splitting.split(words, model, ids)));
    return frame.around(ids, longest);
  }
}
