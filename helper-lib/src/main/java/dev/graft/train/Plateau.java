package dev.graft.train;

/** What {@link Schedule#onPlateau} makes. */
record Plateau(double factor, int patience) implements Schedule {
  private static final double THRESHOLD = 1e-4;

  Plateau {
    Require.that(factor > 0 && factor < 1, "plateau factor", factor, "above 0 and below 1");
    Require.that(patience >= 0, "patience", patience, "at least 0");
  }

  @Override
  public boolean heedsValidation() {
    return true;
  }

  @Override
  public double factor(Moment at) {
    double best = Double.POSITIVE_INFINITY;
    int waited = 0;
    double found = 1;
    for (double loss : at.validationLosses()) {
      if (loss < best * (1 - THRESHOLD)) {
        best = loss;
        waited = 0;
      } else if (++waited > patience) {
        found *= factor;
        waited = 0;
      }
    }
    return found;
  }
}
