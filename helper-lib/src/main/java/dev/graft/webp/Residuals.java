package dev.graft.webp;

import java.util.Arrays;

/**
 * The coefficients of one macroblock after another: 16 blocks of luma, 4 and 4 of chroma (RFC 6386,
 * sections 13.3 and 14.3).
 */
final class Residuals {
  static final int CHROMA = 16;
  static final int BLOCKS = 24;

  /** 16 a block. */
  final short[] coefficients = new short[16 * BLOCKS];

  /** Per block: 0 all zero, 1 the first alone, 2 any. */
  final byte[] extent = new byte[BLOCKS];

  private final CoefficientReader reader;
  private final Quantizers[] quantizers;
  private final short[] second = new short[16];

  /** Whether the block last seen in each column of a row has coefficients: 4 + 2 + 2 + 1. */
  private final byte[][] above;

  private final byte[] left = new byte[9];
  private boolean isEmpty = true;

  Residuals(FrameHeader header) {
    reader = new CoefficientReader(header.probabilities());
    quantizers = header.quantizers();
    above = new byte[header.across()][9];
  }

  void startRow() {
    Arrays.fill(left, (byte) 0);
  }

  /** Passes over a macroblock; the flag of its second-order block stays where it has none. */
  void skip(int x, Macroblock block) {
    clear();
    int end = block.isSplit ? 8 : 9;
    Arrays.fill(above[x], 0, end, (byte) 0);
    Arrays.fill(left, 0, end, (byte) 0);
  }

  /** Reads a macroblock; tells whether any of its blocks is not zero. */
  boolean read(BoolDecoder in, int x, Macroblock block) {
    clear();
    Quantizers by = quantizers[block.segment];
    byte[] over = above[x];
    int first = 0;
    int kind = CoefficientReader.LUMA;
    if (!block.isSplit) {
      first = 1;
      kind = CoefficientReader.LUMA_WITHOUT_FIRST;
      readSecond(in, over, by);
    }
    plane(in, over, kind, by.luma(), first, 0, 4, 0);
    plane(in, over, CoefficientReader.CHROMA, by.chroma(), 0, CHROMA, 2, 4);
    plane(in, over, CoefficientReader.CHROMA, by.chroma(), 0, CHROMA + 4, 2, 6);
    for (byte one : extent) {
      isEmpty &= one == 0;
    }
    return !isEmpty;
  }

  private void clear() {
    if (!isEmpty) {
      Arrays.fill(coefficients, (short) 0);
      Arrays.fill(extent, (byte) 0);
      isEmpty = true;
    }
  }

  private void readSecond(BoolDecoder in, byte[] over, Quantizers by) {
    Arrays.fill(second, (short) 0);
    int context = over[8] + left[8];
    int end = reader.read(in, CoefficientReader.SECOND, context, by.second(), 0, second, 0);
    byte has = (byte) (end > 0 ? 1 : 0);
    over[8] = has;
    left[8] = has;
    Transform.second(second, coefficients);
  }

  private void plane(
      BoolDecoder in, byte[] over, int kind, int[] by, int first, int block, int side, int flags) {
    for (int i = 0; i < side * side; i++) {
      int column = flags + i % side;
      int row = flags + i / side;
      int at = 16 * (block + i);
      int end = reader.read(in, kind, over[column] + left[row], by, first, coefficients, at);
      byte has = (byte) (end > first ? 1 : 0);
      over[column] = has;
      left[row] = has;
      extent[block + i] = (byte) (end > 1 ? 2 : coefficients[at] != 0 ? 1 : 0);
    }
  }
}
