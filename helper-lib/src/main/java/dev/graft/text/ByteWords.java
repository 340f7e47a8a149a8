package dev.graft.text;

import java.util.List;

/**
 * Words as GPT-2 parts them (Radford et al. 2019): letters, digits or signs, each with the space
 * before it; English endings as {@code 's}; and spaces of which the last goes with what follows.
 *
 * @param spaced whether a text that does not begin with a space is given one
 */
record ByteWords(Spaced spaced) implements Splitting {
  /** The regular expression of which this is the meaning; others are not run. */
  static final String PATTERN =
      "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

  private static final List<String> ENDINGS = List.of("'s", "'t", "'re", "'ve", "'m", "'ll", "'d");

  /** Whether a text that does not begin with a space is given one. */
  enum Spaced {
    AS_IT_IS,
    ALWAYS
  }

  private enum Kind {
    LETTER,
    NUMBER,
    SPACE,
    SIGN;

    static Kind of(int point) {
      if (CodePoints.LETTER.has(point)) {
        return LETTER;
      }
      if (CodePoints.SPACE.has(point)) {
        return SPACE;
      }
      return CodePoints.NUMBER.has(point) ? NUMBER : SIGN;
    }
  }

  @Override
  public void split(String text, Model model, Ids ids) {
    boolean more = spaced == Spaced.ALWAYS && text.charAt(0) != ' ';
    String all = more ? " " + text : text;
    for (int from = 0, to; from < all.length(); from = to) {
      to = end(all, from);
      model.encode(all, from, to, ids);
    }
  }

  private static int end(String text, int from) {
    if (text.charAt(from) == '\'') {
      for (String ending : ENDINGS) {
        if (text.startsWith(ending, from)) {
          return from + ending.length();
        }
      }
    }
    int first = text.charAt(from) == ' ' && from + 1 < text.length() ? from + 1 : from;
    Kind kind = Kind.of(text.codePointAt(first));
    return kind == Kind.SPACE ? endOfSpaces(text, from) : endOf(kind, text, first);
  }

  /** The last of several goes with the word behind them. */
  private static int endOfSpaces(String text, int from) {
    int end = endOf(Kind.SPACE, text, from);
    return end < text.length() && end - from > 1 ? end - 1 : end;
  }

  private static int endOf(Kind kind, String text, int from) {
    int at = from;
    while (at < text.length() && Kind.of(text.codePointAt(at)) == kind) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at;
  }
}
