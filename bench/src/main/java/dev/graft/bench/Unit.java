package dev.graft.bench;

/** What a figure counts. */
enum Unit {
  FEATURES("features/s"),
  IMAGES("images/s"),
  TEXTS("texts/s"),
  STEPS("steps/s"),
  SAMPLES("samples/s"),
  SECONDS("s"),
  PROCESSOR("processor s"),
  ACCURACY("validation accuracy"),
  TEST("test accuracy"),
  MEAN_IOU("mean IoU"),
  IOU("IoU"),
  PIXELS("pixel accuracy"),
  MEBIBYTES("MiB");

  private final String text;

  Unit(String text) {
    this.text = text;
  }

  boolean moreIsBetter() {
    return this != SECONDS && this != PROCESSOR && this != MEBIBYTES;
  }

  @Override
  public String toString() {
    return text;
  }
}
