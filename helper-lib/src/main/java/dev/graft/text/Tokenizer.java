package dev.graft.text;

import dev.graft.weights.Sha256;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
  private final int size;
  private final TokenizerKind kind;
  private final List<ByteBuffer> files;

  private Tokenizer(TokenizerKind kind, Parts parts, List<ByteBuffer> files) {
    this.size = parts.size();
    this.kind = kind;
    this.files = files;
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
    return read(TokenizerKind.JSON, file);
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
    return read(TokenizerKind.CASED, file);
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
    return read(TokenizerKind.UNCASED, file);
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
    return read(TokenizerKind.GPT2, vocabulary, merges);
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
    return read(TokenizerKind.ROBERTA, vocabulary, merges);
  }

  private static Tokenizer read(TokenizerKind kind, Path... files) {
    List<TokenizerFile> read = Stream.of(files).map(TokenizerFile::of).toList();
    Parts parts = kind.parts(read);
    List<ByteBuffer> all = read.stream().map(TokenizerFile::bytes).toList();
    return read.get(0).read((name, bytes) -> new Tokenizer(kind, parts, all));
  }

  /**
   * Reads what {@link #files} gave, from a folder where those files lie under their usual names.
   *
   * @param kind of tokenizer
   * @param folder that holds the files of {@link TokenizerKind#files}
   * @return a tokenizer
   * @throws TokenizerException when one is damaged
   * @throws java.io.UncheckedIOException when one cannot be read
   */
  public static Tokenizer in(TokenizerKind kind, Path folder) {
    return read(kind, kind.files().stream().map(folder::resolve).toArray(Path[]::new));
  }

  /**
   * Counts the ids that there can be.
   *
   * @return one more than the highest
   */
  public int size() {
    return size;
  }

  /**
   * Tells which files it was read from.
   *
   * @return their kind
   */
  public TokenizerKind kind() {
    return kind;
  }

  /**
   * Gives the files it was read from, to be kept beside a model.
   *
   * @return by usual name, read-only
   */
  public Map<String, ByteBuffer> files() {
    Map<String, ByteBuffer> named = new LinkedHashMap<>();
    for (int i = 0; i < files.size(); i++) {
      named.put(kind.files().get(i), files.get(i).asReadOnlyBuffer());
    }
    return named;
  }

  /**
   * Identifies it: equal hashes, equal ids.
   *
   * @return of its files' bytes, 64 hexadecimal digits for each
   */
  public String sha256() {
    return files.stream().map(Sha256::of).collect(Collectors.joining("+"));
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

  /** Equal ones give equal ids. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Tokenizer that && kind == that.kind && files.equals(that.files);
  }

  @Override
  public int hashCode() {
    return files.hashCode();
  }

  @Override
  public String toString() {
    return "a tokenizer of " + String.join(" and ", kind.files());
  }
}
