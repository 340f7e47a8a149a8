package dev.graft.train;

/** The curve along which rates go from one value to another. */
final class HalfCosine {
  private HalfCosine() {}

  /**
   * @param share of the way, 0…1
   */
  static double between(double from, double to, double share) {
    return to + (from - to) * (1 + Math.cos(Math.PI * share)) / 2;
  }
}
