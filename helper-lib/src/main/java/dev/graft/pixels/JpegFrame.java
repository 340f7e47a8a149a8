package dev.graft.pixels;

import java.io.IOException;

/**
 * What a JPEG's frame header says.
 *
 * @param marker its second byte: which process encoded the picture
 * @param ids names of its components
 */
record JpegFrame(int marker, int bits, int width, int height, int[] ids) {

  static JpegFrame of(Bytes in, int marker, long at) throws IOException {
    int[] ids = new int[in.u8(at + 7)];
    for (int i = 0; i < ids.length && i < 4; i++) {
      ids[i] = in.u8(at + 8 + 3L * i);
    }
    return new JpegFrame(marker, in.u8(at + 2), in.u16(at + 5), in.u16(at + 3), ids);
  }

  static boolean is(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  int components() {
    return ids.length;
  }

  boolean progressive() {
    return marker == 0xc2;
  }

  /** Refuses by name what is not decoded. */
  void check() throws IOException {
    String process =
        switch (marker) {
          case 0xc0, 0xc1, 0xc2 -> "";
          case 0xc3 -> "lossless";
          case 0xc9, 0xca, 0xcb -> "arithmetic coding";
          default -> "hierarchical";
        };
    if (!process.isEmpty()) {
      throw new IOException("JPEG of another process is not supported: " + process);
    }
    if (bits != 8) {
      throw new IOException("JPEG of " + bits + " bits is not supported");
    }
    if (components() != 1 && components() != 3 && components() != 4) {
      throw new IOException("JPEG of " + components() + " components is not supported");
    }
  }

  boolean named(String letters) {
    for (int i = 0; i < letters.length(); i++) {
      if (ids[i] != letters.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
