package dev.graft.train;

/** What {@link Schedule#warmUp} makes. */
record WarmUp(Schedule schedule, double epochs) implements Schedule {
  WarmUp {
    Require.that(
        epochs > 0 && Double.isFinite(epochs), "warm-up epochs", epochs, "above 0 and finite");
  }

  @Override
  public boolean heedsValidation() {
    return schedule.heedsValidation();
  }

  @Override
  public double factor(Moment at) {
    long steps = Math.max(1, Math.round(epochs * at.stepsPerEpoch()));
    return Math.min(1, (at.step() + 1.0) / steps) * schedule.factor(at);
  }
}
