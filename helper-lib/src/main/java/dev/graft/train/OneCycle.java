package dev.graft.train;

/** What {@link Schedule#oneCycle(double)} makes. */
record OneCycle(double warmUpShare) implements Schedule {
  private static final double FIRST = 1.0 / 25;
  private static final double LAST = FIRST / 1e4;

  OneCycle {
    Require.that(
        warmUpShare > 0 && warmUpShare < 1, "warm-up share", warmUpShare, "above 0 and below 1");
  }

  @Override
  public double factor(Moment at) {
    double top = warmUpShare * at.steps() - 1;
    double end = at.steps() - 1;
    if (at.step() <= top && top > 0) {
      return HalfCosine.between(FIRST, 1, at.step() / top);
    }
    return HalfCosine.between(1, LAST, (at.step() - top) / (end - top));
  }
}
