package dev.graft.webp;

/** How one macroblock of 16 × 16 pixels is coded; the reader of modes goes from one to the next. */
final class Macroblock {
  int segment;

  /** Whether it says that it has no coefficients. */
  boolean isSkipped;

  /** Whether its 16 blocks are predicted one by one. */
  boolean isSplit;

  /** Of the whole, or of each block from the top left on, where it is split. */
  final int[] luma = new int[16];

  int chroma;
}
