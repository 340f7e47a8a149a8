package dev.graft.webp;

import java.io.IOException;

/**
 * The five codes that a pixel is written in (RFC 9649, section 3.7.1).
 *
 * @param green also lengths of copies and entries of the cache
 */
record CodeGroup(
    PrefixCode green, PrefixCode red, PrefixCode blue, PrefixCode alpha, PrefixCode distance) {
  static final int LITERALS = 256;
  static final int LENGTHS = 24;
  private static final int DISTANCES = 40;

  static CodeGroup read(BitReader in, int cacheSize) throws IOException {
    return new CodeGroup(
        CodeLengths.code(in, LITERALS + LENGTHS + cacheSize),
        CodeLengths.code(in, LITERALS),
        CodeLengths.code(in, LITERALS),
        CodeLengths.code(in, LITERALS),
        CodeLengths.code(in, DISTANCES));
  }

  /** Whether nothing but green is told. */
  boolean isGreenAlone() {
    return red.isOne() && blue.isOne() && alpha.isOne();
  }

  int size() {
    return green.size() + red.size() + blue.size() + alpha.size() + distance.size();
  }
}
