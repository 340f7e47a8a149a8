package dev.graft.pixels;

/** Undoes TIFF's predictors on one row (TIFF 6.0, section 14, and Adobe's technical note 3). */
final class TiffPredictor {
  private TiffPredictor() {}

  /** Adds to each sample the one a pixel before. */
  static void differences(byte[] row, int step, int bits, boolean littleEndian) {
    int bytes = Math.max(1, bits / 8);
    for (int at = step * bytes; at + bytes <= row.length; at += bytes) {
      int carry = 0;
      for (int i = 0; i < bytes; i++) {
        int place = at + (littleEndian ? i : bytes - 1 - i);
        int sum = (row[place] & 0xff) + (row[place - step * bytes] & 0xff) + carry;
        row[place] = (byte) sum;
        carry = sum >> 8;
      }
    }
  }

  /** Bytes of like weight stand together, highest first, as differences. */
  static void floats(byte[] row, int step, boolean littleEndian) {
    for (int i = step; i < row.length; i++) {
      row[i] += row[i - step];
    }
    byte[] apart = row.clone();
    int count = row.length / 4;
    for (int i = 0; i < count; i++) {
      for (int weight = 0; weight < 4; weight++) {
        row[4 * i + (littleEndian ? 3 - weight : weight)] = apart[weight * count + i];
      }
    }
  }
}
