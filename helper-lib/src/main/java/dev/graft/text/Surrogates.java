package dev.graft.text;

/** Halves of surrogate pairs, which Java's texts may hold and UTF-8 cannot. */
final class Surrogates {
  private static final String REPLACEMENT = "\ufffd";

  private Surrogates() {}

  /** The text with U+FFFD for each half. */
  static String mended(String text) {
    int half = half(text, 0);
    if (half == text.length()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    for (int from = 0; from < text.length(); half = half(text, from)) {
      out.append(text, from, half).append(half < text.length() ? REPLACEMENT : "");
      from = half + 1;
    }
    return out.toString();
  }

  static boolean has(String text) {
    return half(text, 0) < text.length();
  }

  /** Where the next half is, or the end. */
  private static int half(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return i;
        }
        i++;
      }
    }
    return text.length();
  }
}
