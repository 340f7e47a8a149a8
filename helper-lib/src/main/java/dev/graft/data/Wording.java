package dev.graft.data;

/** Texts as they are shown: all is theirs but the words, and which of them are looked at. */
interface Wording {
  int size();

  /** A text under its own name, in words that may be other ones. */
  Text text(int index);

  /** Identifies what is shown of a text, whatever the contract. */
  ContentKey key(int index);

  /** Tells whether a token is hidden, though it is there. */
  default boolean hides(int index, int token) {
    return false;
  }
}
