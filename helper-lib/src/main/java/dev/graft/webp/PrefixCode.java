package dev.graft.webp;

import java.io.IOException;

/**
 * A canonical prefix code (RFC 9649, section 3.7.2.1), looked up by the next eight bits, and by
 * those behind them where a code is longer.
 */
final class PrefixCode {
  static final int LONGEST = 15;
  private static final int ROOT = 8;

  /**
   * A symbol and, in the low four bits, its length; or where the table behind it starts and, in the
   * low four bits, 8 plus the bits that are looked up there.
   */
  private final char[] table;

  private final int mask;

  private PrefixCode(char[] table, int mask) {
    this.table = table;
    this.mask = mask;
  }

  int size() {
    return table.length;
  }

  /** Whether there is but one symbol, which takes no bits. */
  boolean isOne() {
    return mask == 0;
  }

  /** Reads a symbol, of at most 15 bits that are available. */
  int read(BitReader in) {
    int entry = table[in.peek() & mask];
    int length = entry & 15;
    if (length > ROOT) {
      in.skip(ROOT);
      entry = table[(entry >> 4) + (in.peek() & (1 << length - ROOT) - 1)];
      length = entry & 15;
    }
    in.skip(length);
    return entry >> 4;
  }

  /**
   * Makes a code.
   *
   * @param lengths a symbol each, 0 where it does not occur
   * @param symbols how many there are
   */
  static PrefixCode of(byte[] lengths, int symbols) throws IOException {
    int[] counts = new int[LONGEST + 1];
    int last = 0;
    int longest = 0;
    for (int i = 0; i < symbols; i++) {
      counts[lengths[i]]++;
      if (lengths[i] > 0) {
        last = i;
        longest = Math.max(longest, lengths[i]);
      }
    }
    if (symbols - counts[0] == 1) {
      return new PrefixCode(new char[] {(char) (last << 4)}, 0); // takes no bits at all
    }
    int[] next = new int[LONGEST + 2];
    int free = 1;
    for (int length = 1; length <= LONGEST; length++) {
      free = 2 * free - counts[length];
      next[length + 1] = next[length] + counts[length] << 1;
      if (free < 0) {
        break;
      }
    }
    if (free != 0) {
      throw new IOException("lossless WebP has a prefix code that is not complete");
    }
    return filled(lengths, symbols, next, longest);
  }

  private static PrefixCode filled(byte[] lengths, int symbols, int[] next, int longest) {
    int root = Math.min(ROOT, longest);
    int[] codes = new int[symbols];
    int[] behind = new int[1 << root]; // the bits that the longest code behind each entry needs
    for (int i = 0; i < symbols; i++) {
      int length = lengths[i];
      if (length > 0) {
        codes[i] = Integer.reverse(next[length]++) >>> 32 - length;
        int entry = codes[i] & (1 << root) - 1;
        behind[entry] = Math.max(behind[entry], length - root);
      }
    }
    int[] starts = new int[1 << root];
    int size = 1 << root;
    for (int i = 0; i < starts.length; i++) {
      starts[i] = size;
      size += behind[i] > 0 ? 1 << behind[i] : 0;
    }
    char[] table = new char[size];
    for (int i = 0; i < symbols; i++) {
      int length = lengths[i];
      if (length > root) {
        int entry = codes[i] & (1 << root) - 1;
        table[entry] = (char) (starts[entry] << 4 | ROOT + behind[entry]);
        spread(table, starts[entry], 1 << behind[entry], codes[i] >> root, length - root, i);
      } else if (length > 0) {
        spread(table, 0, 1 << root, codes[i], length, i);
      }
    }
    return new PrefixCode(table, (1 << root) - 1);
  }

  /** Enters a symbol wherever the bits end in its code. */
  private static void spread(char[] table, int from, int size, int code, int length, int symbol) {
    for (int i = code; i < size; i += 1 << length) {
      table[from + i] = (char) (symbol << 4 | length);
    }
  }
}
