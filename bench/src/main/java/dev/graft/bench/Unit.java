package dev.graft.bench;

/** What a figure counts. */
enum Unit {
  FEATURES("features/s"),
  IMAGES("images/s"),
  TEXTS("texts/s"),
  STEPS("steps/s"),
  SAMPLES("samples/s"),
  SECONDS("s"),
  ACCURACY("validation accuracy"),
  TEST("test accuracy"),
  MEBIBYTES("MiB");

  private final String text;

  Unit(String text) {
    this.text = text;
  }

  boolean moreIsBetter() {
    return this != SECONDS && this != MEBIBYTES;
  }

  @Override
  public String toString() {
    return text;
  }
}
