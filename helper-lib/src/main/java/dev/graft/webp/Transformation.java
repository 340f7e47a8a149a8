package dev.graft.webp;

/** What was done to pixels before they were coded (RFC 9649, section 3.4). */
sealed interface Transformation permits Predictor, CrossColour, SubtractGreen, Palette {
  /** As the format numbers them. */
  enum Kind {
    PREDICTOR,
    CROSS_COLOUR,
    SUBTRACT_GREEN,
    PALETTE
  }

  /** How wide a row is as it is coded. */
  int codedWidth();

  /** Gives the pixels as they were, in the same array where they fit. */
  int[] undo(int[] pixels, int height);
}
