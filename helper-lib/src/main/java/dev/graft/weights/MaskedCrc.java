package dev.graft.weights;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.zip.CRC32C;

/** TensorFlow's checksum: CRC-32C, turned and shifted so that a checksum of checksums is sound. */
final class MaskedCrc {
  private static final int SHIFT = 0xa282ead8;

  private MaskedCrc() {}

  static int of(ByteBuffer bytes) {
    var crc = new CRC32C();
    crc.update(bytes.duplicate());
    return of(crc);
  }

  static int of(CRC32C crc) {
    return Integer.rotateRight((int) crc.getValue(), 15) + SHIFT;
  }

  static void check(String what, int actual, int expected) {
    if (actual != expected) {
      throw new WeightsException(
          String.format(
              Locale.ROOT,
              "%s has checksum %08x, expected %08x; file damaged",
              what,
              actual,
              expected));
    }
  }
}
