package dev.graft.data;

/** The drawn garden in small pictures, for tests that need thousands. */
public final class SmallGarden {
  private SmallGarden() {}

  /** Draws 40 × 40 pixels. */
  public static ImageSet of(int perClass) {
    return Samples.garden("small", perClass, 1, 40);
  }
}
