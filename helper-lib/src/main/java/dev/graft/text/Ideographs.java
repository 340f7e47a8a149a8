package dev.graft.text;

/** Chinese characters, as BERT has them: eight blocks, Kana and Hangul not among them. */
final class Ideographs {
  private static final int[][] BLOCKS = {
    {0x4E00, 0x9FFF},
    {0x3400, 0x4DBF},
    {0x20000, 0x2A6DF},
    {0x2A700, 0x2B73F},
    {0x2B740, 0x2B81F},
    {0x2B920, 0x2CEAF},
    {0xF900, 0xFAFF},
    {0x2F800, 0x2FA1F}
  };

  private Ideographs() {}

  static boolean has(int point) {
    if (point >= BLOCKS[1][0]) {
      for (int[] block : BLOCKS) {
        if (point >= block[0] && point <= block[1]) {
          return true;
        }
      }
    }
    return false;
  }

  static void write(int point, StringBuilder out) {
    out.append(' ').appendCodePoint(point).append(' ');
  }
}
