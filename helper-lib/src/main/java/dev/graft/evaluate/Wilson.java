package dev.graft.evaluate;

/**
 * How far a share that was counted may be from the share of all, by Wilson's score interval (1927,
 * "Probable Inference, the Law of Succession, and Statistical Inference"): all shares p from which
 * the counted one is at most z standard errors of p away.
 */
public final class Wilson {
  /** The normal distribution holds 95 % within so many deviations. */
  private static final double Z = 1.959963984540054;

  private Wilson() {}

  /**
   * Says where the share of all may lie.
   *
   * @param hits 0…of
   * @param of how many were looked at; of none nothing is known
   * @return the share that was counted, and its 95 % interval
   */
  public static Interval share(int hits, int of) {
    if (of == 0) {
      return new Interval(0, 0, 1);
    }
    double share = (double) hits / of;
    double widened = Z * Z / of;
    double middle = (share + widened / 2) / (1 + widened);
    double reach = Z * Math.sqrt((share * (1 - share) + widened / 4) / of) / (1 + widened);
    double low = hits == 0 ? 0 : middle - reach;
    double high = hits == of ? 1 : middle + reach;
    return new Interval(share, low, high);
  }
}
