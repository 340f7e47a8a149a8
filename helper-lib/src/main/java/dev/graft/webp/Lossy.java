package dev.graft.webp;

import java.io.IOException;

/** Decodes a key frame of VP8 (RFC 6386). */
final class Lossy {
  private final FrameHeader header;
  private final Frame frame;
  private final Residuals residuals;
  private final Macroblock block = new Macroblock();
  private final BlockPrediction blocks = new BlockPrediction();
  private final int[] half = new int[16];

  private Lossy(FrameHeader header) {
    this.header = header;
    frame = Frame.of(header);
    residuals = new Residuals(header);
  }

  /** Decodes a chunk, its padding included, as libwebp looks at that too. */
  static Frame decode(Slice chunk) throws IOException {
    return new Lossy(FrameHeader.read(chunk)).frame();
  }

  private Frame frame() throws IOException {
    ModeReader modes = new ModeReader(header);
    Deblocking deblocking = new Deblocking(header, frame);
    BoolDecoder[] parts = header.parts();
    for (int y = 0; y < header.down(); y++) {
      BoolDecoder part = parts[y & parts.length - 1];
      modes.startRow();
      residuals.startRow();
      for (int x = 0; x < header.across(); x++) {
        modes.read(x, block);
        boolean hasCoefficients = false;
        if (block.isSkipped) {
          residuals.skip(x, block);
        } else {
          hasCoefficients = residuals.read(part, x, block);
        }
        part.checkEnd();
        deblocking.note(x, y, block, hasCoefficients);
        luma(x, y);
        chroma(frame.blue(), x, y, Residuals.CHROMA);
        chroma(frame.red(), x, y, Residuals.CHROMA + 4);
      }
      header.modes().checkEnd();
    }
    deblocking.smooth();
    return frame;
  }

  private void luma(int x, int y) {
    Plane plane = frame.luma();
    int at = plane.at(16 * x, 16 * y);
    if (block.isSplit) {
      split(plane, at, x, y);
      return;
    }
    Prediction.fill(plane, at, 16, block.luma[0], y > 0, x > 0);
    for (int i = 0; i < 16; i++) {
      add(i, plane, at + 4 * (i & 3) + 4 * (i >> 2) * plane.stride());
    }
  }

  /** Blocks at the right see the row above the macroblock, wherever they are (section 12.3). */
  private void split(Plane plane, int at, int x, int y) {
    int beside = at - plane.stride() + 16;
    if (y > 0 && x == header.across() - 1) {
      // beyond the frame's edge; the pixels there are nobody else's
      for (int i = 0; i < 4; i++) {
        plane.pixels()[beside + i] = plane.pixels()[beside - 1];
      }
    }
    for (int i = 0; i < 16; i++) {
      int to = at + 4 * (i & 3) + 4 * (i >> 2) * plane.stride();
      int right = (i & 3) == 3 ? beside : to - plane.stride() + 4;
      blocks.fill(plane, to, block.luma[i], right);
      add(i, plane, to);
    }
  }

  private void chroma(Plane plane, int x, int y, int first) {
    int at = plane.at(8 * x, 8 * y);
    Prediction.fill(plane, at, 8, block.chroma, y > 0, x > 0);
    for (int i = 0; i < 4; i++) {
      add(first + i, plane, at + 4 * (i & 1) + 4 * (i >> 1) * plane.stride());
    }
  }

  private void add(int i, Plane plane, int to) {
    if (residuals.extent[i] == 2) {
      Transform.add(residuals.coefficients, 16 * i, half, plane.pixels(), to, plane.stride());
    } else if (residuals.extent[i] == 1) {
      Transform.addFirst(residuals.coefficients[16 * i], plane.pixels(), to, plane.stride());
    }
  }
}
