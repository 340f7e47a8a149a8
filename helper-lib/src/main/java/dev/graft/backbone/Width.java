package dev.graft.backbone;

/** How networks round a scaled number of channels. */
final class Width {
  private Width() {}

  /** Rounds to a multiple of 8 that is at least nine tenths of what is wanted. */
  static int divisible(double wanted) {
    int rounded = Math.max(8, (int) (wanted + 4) / 8 * 8);
    return rounded < 0.9 * wanted ? rounded + 8 : rounded;
  }
}
