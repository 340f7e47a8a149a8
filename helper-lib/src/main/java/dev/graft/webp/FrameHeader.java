package dev.graft.webp;

import java.io.EOFException;
import java.io.IOException;

/**
 * The header of a key frame (RFC 6386, sections 9 and 19.2), and where its parts lie.
 *
 * @param modes goes on with how each macroblock is predicted
 * @param parts coefficients, those of row y in part y modulo their number, which is a power of two
 * @param skipping how likely a macroblock has coefficients, in 256; -1 where each may have
 */
record FrameHeader(
    int width,
    int height,
    BoolDecoder modes,
    BoolDecoder[] parts,
    Segments segments,
    FilterHeader filter,
    Quantizers[] quantizers,
    int[] probabilities,
    int skipping) {
  /** Bytes before the arithmetic coder starts. */
  static final int START = 10;

  /** Width and height, from the first bytes. */
  static int[] size(Slice chunk, int claimed) throws IOException {
    int tag = chunk.number(0, 3);
    boolean isShownKeyFrame = (tag & 1) == 0 && (tag >> 4 & 1) == 1;
    if (!isShownKeyFrame || (tag >> 1 & 7) > 3 || chunk.number(3, 3) != 0x2a019d) {
      throw new IOException("lossy WebP does not start with a key frame");
    }
    if (tag >> 5 >= claimed) {
      throw new EOFException();
    }
    int[] size = {chunk.number(6, 2) & 0x3fff, chunk.number(8, 2) & 0x3fff};
    if (size[0] == 0 || size[1] == 0) {
      throw new IOException("lossy WebP of " + size[0] + " × " + size[1] + " pixels");
    }
    return size;
  }

  static FrameHeader read(Slice chunk) throws IOException {
    int[] size = size(chunk, chunk.length());
    int first = START + (chunk.number(0, 3) >> 5);
    BoolDecoder in = new BoolDecoder(chunk.part(START, first));
    in.number(2); // colour space and clamping: there is one of each
    Segments segments = Segments.read(in);
    FilterHeader filter = FilterHeader.read(in);
    BoolDecoder[] parts = parts(chunk.after(first), 1 << in.number(2));
    Quantizers[] quantizers = Quantizers.read(in, segments);
    in.flag(); // whether the next frame keeps the probabilities; there is none
    int[] probabilities = CoefficientTables.read(in);
    int skipping = in.flag() ? in.number(8) : -1;
    in.checkEnd();
    return new FrameHeader(
        size[0], size[1], in, parts, segments, filter, quantizers, probabilities, skipping);
  }

  /** All but the last say how long they are, in three bytes each. */
  private static BoolDecoder[] parts(Slice rest, int count) throws EOFException {
    BoolDecoder[] parts = new BoolDecoder[count];
    int from = 3 * (count - 1);
    for (int i = 0; i < count; i++) {
      int length = i < count - 1 ? rest.number(3 * i, 3) : Integer.MAX_VALUE;
      int to = (int) Math.min(rest.length(), (long) from + length);
      if (from > rest.length() || i == count - 1 && from == rest.length()) {
        throw new EOFException();
      }
      parts[i] = new BoolDecoder(rest.part(from, to));
      from = to;
    }
    return parts;
  }

  /** Macroblocks in a row. */
  int across() {
    return width + 15 >> 4;
  }

  /** Rows of macroblocks. */
  int down() {
    return height + 15 >> 4;
  }
}
