package dev.graft.webp;

/** Smooths a frame, macroblock by macroblock, once all of it is there (RFC 6386, section 15). */
final class Deblocking {
  private final Frame frame;
  private final boolean isSimple;
  private final FilterStrength[] strengths = new FilterStrength[2 * Segments.COUNT];
  private final int across;

  /** Per macroblock the index of its strength, twice, plus 1 where edges within it are smoothed. */
  private final byte[] kinds;

  Deblocking(FrameHeader header, Frame frame) {
    this.frame = frame;
    isSimple = header.filter().simple();
    for (int i = 0; i < strengths.length; i++) {
      strengths[i] = header.filter().strength(header.segments(), i >> 1, (i & 1) == 1);
    }
    across = header.across();
    kinds = new byte[across * header.down()];
  }

  /** Notes how a macroblock is coded. */
  void note(int x, int y, Macroblock block, boolean hasCoefficients) {
    int strength = 2 * block.segment + (block.isSplit ? 1 : 0);
    kinds[y * across + x] = (byte) (2 * strength + (block.isSplit || hasCoefficients ? 1 : 0));
  }

  void smooth() {
    for (int i = 0; i < kinds.length; i++) {
      FilterStrength by = strengths[kinds[i] >> 1];
      if (by.edge() > 0) {
        int x = i % across;
        int y = i / across;
        boolean isInner = (kinds[i] & 1) == 1;
        if (isSimple) {
          simple(x, y, by, isInner);
        } else {
          normal(frame.luma(), 16, x, y, by, isInner);
          normal(frame.blue(), 8, x, y, by, isInner);
          normal(frame.red(), 8, x, y, by, isInner);
        }
      }
    }
  }

  private void simple(int x, int y, FilterStrength by, boolean isInner) {
    byte[] pixels = frame.luma().pixels();
    int stride = frame.luma().stride();
    int at = frame.luma().at(16 * x, 16 * y);
    if (x > 0) {
      EdgeFilter.simple(pixels, at, 1, stride, by.edge() + 4);
    }
    for (int i = 4; isInner && i < 16; i += 4) {
      EdgeFilter.simple(pixels, at + i, 1, stride, by.edge());
    }
    if (y > 0) {
      EdgeFilter.simple(pixels, at, stride, 1, by.edge() + 4);
    }
    for (int i = 4; isInner && i < 16; i += 4) {
      EdgeFilter.simple(pixels, at + i * stride, stride, 1, by.edge());
    }
  }

  private static void normal(
      Plane plane, int side, int x, int y, FilterStrength by, boolean isInner) {
    byte[] pixels = plane.pixels();
    int stride = plane.stride();
    int at = plane.at(side * x, side * y);
    int limit = by.edge();
    if (x > 0) {
      EdgeFilter.normal(pixels, at, 1, stride, side, by, limit + 4, true);
    }
    for (int i = 4; isInner && i < side; i += 4) {
      EdgeFilter.normal(pixels, at + i, 1, stride, side, by, limit, false);
    }
    if (y > 0) {
      EdgeFilter.normal(pixels, at, stride, 1, side, by, limit + 4, true);
    }
    for (int i = 4; isInner && i < side; i += 4) {
      EdgeFilter.normal(pixels, at + i * stride, stride, 1, side, by, limit, false);
    }
  }
}
