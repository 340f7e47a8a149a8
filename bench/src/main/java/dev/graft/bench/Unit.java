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
  MEBIBYTES("MiB"),
  MILLISECONDS("ms"),
  REQUESTS("requests");

  private final String text;

  Unit(String text) {
    this.text = text;
  }

  boolean moreIsBetter() {
    return switch (this) {
      case SECONDS, PROCESSOR, MEBIBYTES, MILLISECONDS -> false;
      default -> true;
    };
  }

  @Override
  public String toString() {
    return text;
  }
}
