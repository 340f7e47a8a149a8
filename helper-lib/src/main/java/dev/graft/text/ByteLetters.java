package dev.graft.text;

/**
 * The letters that stand for bytes in the vocabularies of byte-pair encodings: what is printed of
 * Latin-1 stands for itself, what is not for the letters from U+0100 on (Radford et al. 2019).
 */
final class ByteLetters {
  private static final int OTHERS = 0x100;

  private ByteLetters() {}

  /** By byte. */
  static char[] all() {
    char[] letters = new char[256];
    char other = OTHERS;
    for (int i = 0; i < letters.length; i++) {
      boolean printed = i >= '!' && i <= '~' || i >= 0xa1 && i != 0xad;
      letters[i] = printed ? (char) i : other++;
    }
    return letters;
  }
}
