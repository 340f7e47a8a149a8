package dev.graft.webp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Decodes what is stored without loss: VP8L pictures and alpha (RFC 9649, section 3). */
final class Lossless {
  private static final int SIGNATURE = 0x2f;
  private static final int MOST_CACHE_BITS = 11;

  private final BitReader in;
  private final boolean isAlpha;

  private Lossless(BitReader in, boolean isAlpha) {
    this.in = in;
    this.isAlpha = isAlpha;
  }

  /**
   * What the first five bytes tell.
   *
   * @param hasAlpha what the encoder says; the pixels may have some all the same
   */
  record Header(int width, int height, boolean hasAlpha) {}

  static Header header(Slice chunk) throws IOException {
    int bits = chunk.number(1, 4);
    if (chunk.at(0) != SIGNATURE || bits >>> 29 != 0) {
      throw new IOException("lossless WebP of an unknown version");
    }
    return new Header((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1, (bits >> 28 & 1) == 1);
  }

  /** Decodes a chunk to ARGB. */
  static int[] decode(Slice chunk) throws IOException {
    Header header = header(chunk);
    BitReader in = new BitReader(chunk);
    in.number(20);
    in.number(20);
    return new Lossless(in, false).picture(header.width(), header.height());
  }

  /** Decodes a picture that has no header: what is meant lies in its green. */
  static int[] alpha(Slice data, int width, int height) throws IOException {
    return new Lossless(new BitReader(data), true).picture(width, height);
  }

  private int[] picture(int width, int height) throws IOException {
    List<Transformation> done = new ArrayList<>();
    Set<Transformation.Kind> seen = EnumSet.noneOf(Transformation.Kind.class);
    int coded = width;
    while (in.flag()) {
      Transformation.Kind kind = Transformation.Kind.values()[in.number(2)];
      if (!seen.add(kind)) {
        throw new IOException("lossless WebP has a transformation twice");
      }
      Transformation next = transformation(kind, coded, height);
      coded = next.codedWidth();
      done.add(0, next);
    }
    int cacheBits = cacheBits();
    int cacheSize = cacheBits == 0 ? 0 : 1 << cacheBits;
    CodeGroups codes;
    if (in.flag()) {
      int bits = 2 + in.number(3);
      int across = squares(coded, bits);
      codes = CodeGroups.read(in, cacheSize, bits, across, plain(across, squares(height, bits)));
    } else {
      codes = CodeGroups.one(in, cacheSize);
    }
    boolean isLenient =
        isAlpha
            && seen.equals(EnumSet.of(Transformation.Kind.PALETTE))
            && cacheBits == 0
            && codes.groups().stream().allMatch(CodeGroup::isGreenAlone);
    int[] pixels = PixelStream.read(in, codes, cacheBits, coded, height, isLenient);
    for (Transformation one : done) {
      pixels = one.undo(pixels, height);
    }
    return pixels;
  }

  private Transformation transformation(Transformation.Kind kind, int width, int height)
      throws IOException {
    switch (kind) {
      case PREDICTOR, CROSS_COLOUR -> {
        int bits = 2 + in.number(3);
        int across = squares(width, bits);
        int[] squares = plain(across, squares(height, bits));
        return kind == Transformation.Kind.PREDICTOR
            ? new Predictor(width, bits, across, squares)
            : new CrossColour(width, bits, across, squares);
      }
      case SUBTRACT_GREEN -> {
        return new SubtractGreen(width);
      }
      default -> {
        int colours = 1 + in.number(8);
        return Palette.of(width, plain(colours, 1));
      }
    }
  }

  /** A picture within the picture: neither transformed nor of several groups. */
  private int[] plain(int width, int height) throws IOException {
    int cacheBits = cacheBits();
    CodeGroups codes = CodeGroups.one(in, cacheBits == 0 ? 0 : 1 << cacheBits);
    return PixelStream.read(in, codes, cacheBits, width, height, false);
  }

  private int cacheBits() throws IOException {
    if (!in.flag()) {
      return 0;
    }
    int bits = in.number(4);
    if (bits < 1 || bits > MOST_CACHE_BITS) {
      in.checkEnd();
      throw new IOException("lossless WebP has a colour cache of " + bits + " bits, not 1 to 11");
    }
    return bits;
  }

  private static int squares(int length, int bits) {
    return length + (1 << bits) - 1 >> bits;
  }
}
