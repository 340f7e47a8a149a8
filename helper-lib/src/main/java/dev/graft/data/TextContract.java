package dev.graft.data;

import dev.graft.graph.Shape;
import dev.graft.text.Tokenizer;
import dev.graft.text.Tokens;
import dev.graft.weights.Excerpt;
import java.util.List;
import java.util.Locale;

/**
 * How a text becomes what a language model was trained on: what is put before it, the tokenizer,
 * and how many of its ids are read. It belongs to the weights.
 *
 * <p>A text becomes two inputs {@code (1, T)}: {@code ids}, and a {@code mask} of 1 for an id and 0
 * for padding. T is the count of its ids, rounded up to a multiple of four, so that texts of like
 * length are computed together and what is computed of one never depends on the others.
 *
 * @param tokenizer which ids words have
 * @param longest ids of a text that are read, those around it among them; at least 8
 * @param prefix put before every text, such as {@code "query: "}; empty for most
 */
public record TextContract(Tokenizer tokenizer, int longest, String prefix) implements Contract {
  private static final int MULTIPLE = 4;
  private static final int SHORTEST = 8;
  private static final int MOST = 1 << 16;

  /** Checks the length. */
  public TextContract {
    if (longest < SHORTEST || longest > MOST) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "longest text is %d tokens, must be %d to %d", longest, SHORTEST, MOST));
    }
  }

  /**
   * Says the same of another length.
   *
   * @param tokens of a text that are read; what is more is cut off at its end
   * @return the contract
   */
  public TextContract longest(int tokens) {
    return new TextContract(tokenizer, tokens, prefix);
  }

  /** Refuses what is no text, or wants none. */
  static TextContract of(Contract contract) {
    if (contract instanceof TextContract texts) {
      return texts;
    }
    throw new IllegalArgumentException(
        "this model wants photos (%s), the set is of texts".formatted(contract.text()));
  }

  /**
   * Turns a text into ids.
   *
   * @param text any
   * @return the ids, and how many were cut off
   */
  public Tokens encode(String text) {
    return tokenizer.encode(prefix + text, longest);
  }

  /** Rounds a count of ids up to the length at which the text is computed. */
  int positions(int ids) {
    return Math.min(longest, (ids + MULTIPLE - 1) / MULTIPLE * MULTIPLE);
  }

  @Override
  public List<Shape> inputs() {
    Shape row = Shape.of(1, longest).opened();
    return List.of(row, row);
  }

  @Override
  public String text() {
    return String.format(
        Locale.ROOT,
        "ids of tokenizer %s, at most %d, by fours%s",
        tokenizer.sha256(),
        longest,
        before());
  }

  private String before() {
    return prefix.isEmpty() ? "" : ", after " + Excerpt.quoted(prefix);
  }

  /** Says it as a sentence that a person reads. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "texts of at most %d tokens of %s%s", longest, tokenizer, before());
  }
}
