package dev.graft.pixels;

import java.io.IOException;
import java.util.Set;

/**
 * What a JPEG's frame header says.
 *
 * @param marker its second byte: which process encoded the picture
 * @param ids names of its components
 * @param sampling of each: how often it is sampled across in the upper four bits, down in the lower
 */
record JpegFrame(int marker, int bits, int width, int height, int[] ids, int[] sampling) {
  private static final Set<Integer> USUAL = Set.of(0x11, 0x21, 0x22, 0x41);

  static JpegFrame of(Bytes in, int marker, long at) throws IOException {
    int[] ids = new int[in.u8(at + 7)];
    int[] sampling = new int[ids.length];
    for (int i = 0; i < ids.length && i < 4; i++) {
      ids[i] = in.u8(at + 8 + 3L * i);
      sampling[i] = in.u8(at + 9 + 3L * i);
    }
    return new JpegFrame(marker, in.u8(at + 2), in.u16(at + 5), in.u16(at + 3), ids, sampling);
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

  /**
   * Whether it is as nearly all are: grey, or three components of which the latter two are sampled
   * at each pixel, at every other or every fourth one of a row, or at every other one of every
   * other row. Other patterns libjpeg-turbo may upsample more smoothly than libjpeg 6b.
   */
  boolean usual() {
    return switch (components()) {
      case 1 -> sampling[0] == 0x11;
      case 3 -> USUAL.contains(sampling[0]) && sampling[1] == 0x11 && sampling[2] == 0x11;
      default -> false;
    };
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
