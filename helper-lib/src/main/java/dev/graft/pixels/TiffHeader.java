package dev.graft.pixels;

import java.io.EOFException;
import java.io.IOException;

/**
 * The first bytes of a TIFF, and of EXIF, which is one.
 *
 * @param in the file, in its order of bytes
 * @param large BigTIFF: addresses of 64 bits
 * @param directory where the first one stands
 */
record TiffHeader(Bytes in, boolean large, long directory) {

  static TiffHeader of(byte[] file) throws IOException {
    Bytes big = Bytes.big(file);
    boolean littleEndian = big.has(0, "II");
    if (!littleEndian && !big.has(0, "MM")) {
      throw new IOException("TIFF is damaged: no order of bytes");
    }
    Bytes in = new Bytes(file, littleEndian);
    int version = in.u16(2);
    // 42 in the other order is an old mistake that readers put up with
    if (version == 42 || version == 42 << 8) {
      return new TiffHeader(in, false, in.u32(4));
    }
    if (version == 43) {
      return new TiffHeader(in, true, in.u64(8));
    }
    throw new IOException("TIFF is damaged: version " + version);
  }

  /** A count or an address, as wide as this file has them. */
  long number(long at) throws EOFException {
    return large ? in.u64(at) : in.u32(at);
  }
}
