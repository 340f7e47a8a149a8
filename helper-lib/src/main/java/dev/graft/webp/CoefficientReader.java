package dev.graft.webp;

/** Reads the coefficients of a block of 4 × 4 (RFC 6386, section 13). */
final class CoefficientReader {
  /** Kinds of block, as the table of probabilities numbers them. */
  static final int LUMA_WITHOUT_FIRST = 0;

  static final int SECOND = 1;
  static final int CHROMA = 2;
  static final int LUMA = 3;

  private static final int[] BANDS = {0, 1, 2, 3, 6, 4, 5, 6, 6, 6, 6, 6, 6, 6, 6, 7, 0};
  private static final int[] ZIGZAG = {0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15};

  /** The bits of the four largest categories, by how likely each is 0. */
  private static final int[][] CATEGORIES = {
    {173, 148, 140},
    {176, 155, 140, 135},
    {180, 157, 141, 134, 130},
    {254, 254, 243, 230, 196, 177, 153, 140, 133, 130, 129}
  };

  private final int[] table;

  CoefficientReader(int[] table) {
    this.table = table;
  }

  /**
   * Reads one block.
   *
   * @param context how many of the blocks above and to the left have coefficients
   * @param quantizers of the first coefficient and of the others
   * @param first 0, or 1 where the first coefficient comes from elsewhere
   * @param into 16 zeros from {@code at} on; values wrap at 16 bits as libwebp's do
   * @return where the next coefficient would have been, 0…16
   */
  int read(
      BoolDecoder in, int kind, int context, int[] quantizers, int first, short[] into, int at) {
    int start = kind * CoefficientTables.KIND;
    int n = first;
    int p = start + BANDS[n] * CoefficientTables.BAND + context * CoefficientTables.CONTEXT;
    while (n < 16) {
      if (in.bit(table[p]) == 0) {
        return n;
      }
      while (in.bit(table[p + 1]) == 0) {
        n++;
        if (n == 16) {
          return 16;
        }
        p = start + BANDS[n] * CoefficientTables.BAND;
      }
      int next = start + BANDS[n + 1] * CoefficientTables.BAND;
      int value = 1;
      if (in.bit(table[p + 2]) == 0) {
        p = next + CoefficientTables.CONTEXT;
      } else {
        value = large(in, p);
        p = next + 2 * CoefficientTables.CONTEXT;
      }
      int signed = in.bit(128) == 1 ? -value : value;
      into[at + ZIGZAG[n]] = (short) (signed * quantizers[n > 0 ? 1 : 0]);
      n++;
    }
    return 16;
  }

  private int large(BoolDecoder in, int p) {
    if (in.bit(table[p + 3]) == 0) {
      return in.bit(table[p + 4]) == 0 ? 2 : 3 + in.bit(table[p + 5]);
    }
    if (in.bit(table[p + 6]) == 0) {
      if (in.bit(table[p + 7]) == 0) {
        return 5 + in.bit(159);
      }
      int high = in.bit(165);
      return 7 + 2 * high + in.bit(145);
    }
    int high = in.bit(table[p + 8]);
    int category = 2 * high + in.bit(table[p + 9 + high]);
    int extra = 0;
    for (int zero : CATEGORIES[category]) {
      extra = extra << 1 | in.bit(zero);
    }
    return 3 + (8 << category) + extra;
  }
}
