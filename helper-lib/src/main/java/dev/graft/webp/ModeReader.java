package dev.graft.webp;

import java.io.EOFException;
import java.util.Arrays;

/** Reads how macroblocks are predicted, row by row (RFC 6386, sections 8.1, 9.3.1, 11 and 19.3). */
final class ModeReader {
  private final FrameHeader header;
  private final int[] above;
  private final int[] left = new int[4];

  ModeReader(FrameHeader header) {
    this.header = header;
    above = new int[4 * header.across()];
  }

  void startRow() throws EOFException {
    header.modes().checkEnd();
    Arrays.fill(left, BlockModes.AVERAGE);
  }

  void read(int x, Macroblock into) {
    BoolDecoder in = header.modes();
    into.segment = header.segments().readSegment(in);
    into.isSkipped = header.skipping() >= 0 && in.bit(header.skipping()) == 1;
    into.isSplit = in.bit(145) == 0;
    if (into.isSplit) {
      readBlocks(in, 4 * x, into.luma);
    } else {
      int mode = readLuma(in);
      into.luma[0] = mode;
      Arrays.fill(above, 4 * x, 4 * x + 4, mode);
      Arrays.fill(left, mode);
    }
    into.chroma = readChroma(in);
  }

  private void readBlocks(BoolDecoder in, int start, int[] into) {
    for (int i = 0; i < 16; i++) {
      int mode = BlockModes.read(in, above[start + (i & 3)], left[i >> 2]);
      above[start + (i & 3)] = mode;
      left[i >> 2] = mode;
      into[i] = mode;
    }
  }

  private static int readLuma(BoolDecoder in) {
    if (in.bit(156) == 1) {
      return in.bit(128) == 1 ? BlockModes.TRUE_MOTION : BlockModes.HORIZONTAL;
    }
    return in.bit(163) == 1 ? BlockModes.VERTICAL : BlockModes.AVERAGE;
  }

  private static int readChroma(BoolDecoder in) {
    if (in.bit(142) == 0) {
      return BlockModes.AVERAGE;
    }
    if (in.bit(114) == 0) {
      return BlockModes.VERTICAL;
    }
    return in.bit(183) == 1 ? BlockModes.TRUE_MOTION : BlockModes.HORIZONTAL;
  }
}
