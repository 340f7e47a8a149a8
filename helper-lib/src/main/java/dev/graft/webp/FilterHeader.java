package dev.graft.webp;

/**
 * How strongly the edges of blocks are smoothed (RFC 6386, sections 9.3, 9.6 and 15.1).
 *
 * @param simple whether the simple filter is used, which leaves chroma alone
 * @param level of the frame, 0…63
 * @param sharpness 0…7
 * @param intra added to the level, as every macroblock of a picture is predicted from within it
 * @param split added to the level of macroblocks whose blocks are predicted one by one
 */
record FilterHeader(boolean simple, int level, int sharpness, int intra, int split) {

  static FilterHeader read(BoolDecoder in) {
    boolean simple = in.flag();
    int level = in.number(6);
    int sharpness = in.number(3);
    int[] deltas = new int[8];
    boolean hasDeltas = in.flag();
    if (hasDeltas && in.flag()) {
      for (int i = 0; i < deltas.length; i++) {
        deltas[i] = in.flag() ? in.signed(6) : 0;
      }
    }
    return new FilterHeader(simple, level, sharpness, deltas[0], deltas[4]);
  }

  /** The strength at a macroblock of a segment. */
  FilterStrength strength(Segments segments, int segment, boolean isSplit) {
    int here = segments.filter(segment, level) + intra + (isSplit ? split : 0);
    int within = Math.max(0, Math.min(here, 63));
    if (level == 0 || within == 0) {
      return new FilterStrength(0, 0, 0);
    }
    int interior = within;
    if (sharpness > 0) {
      interior = Math.min(interior >> (sharpness > 4 ? 2 : 1), 9 - sharpness);
    }
    interior = Math.max(1, interior);
    int highVariance = within >= 40 ? 2 : within >= 15 ? 1 : 0;
    return new FilterStrength(2 * within + interior, interior, highVariance);
  }
}
