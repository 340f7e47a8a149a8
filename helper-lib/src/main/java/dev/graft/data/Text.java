package dev.graft.data;

import java.util.Locale;
import java.util.Optional;

/**
 * One text and its name.
 *
 * @param id within its set
 * @param words any Unicode
 */
record Text(String id, String words) {
  /** Characters; a book has about so many. */
  static final int MOST_CHARACTERS = 1 << 20;

  ContentKey key() {
    return ContentKey.of("text", words);
  }

  /** Tells why a text cannot be learned from; empty where it can. */
  Optional<Rejection> rejection() {
    if (words.isBlank()) {
      return rejected("no text");
    }
    if (words.length() > MOST_CHARACTERS) {
      return rejected(
          String.format(
              Locale.ROOT, "%,d characters, at most %,d", words.length(), MOST_CHARACTERS));
    }
    for (int i = 0; i < words.length(); i += Character.charCount(words.codePointAt(i))) {
      int point = words.codePointAt(i);
      if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
        return rejected("not Unicode: half of a character at " + i);
      }
    }
    return Optional.empty();
  }

  private Optional<Rejection> rejected(String reason) {
    return Optional.of(new Rejection(id, reason));
  }
}
