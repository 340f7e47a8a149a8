package dev.graft.evaluate;

import java.util.stream.IntStream;

/** The mean recall of the classes that have images. */
record BalancedAccuracy() implements Metric {
  @Override
  public String name() {
    return "balanced accuracy";
  }

  @Override
  public Counts start(int classes) {
    return new CountsOfClasses(classes, BalancedAccuracy::of);
  }

  private static double of(CountsOfClasses counts) {
    return IntStream.range(0, counts.classes())
        .filter(label -> counts.images(label) > 0)
        .mapToDouble(label -> counts.right(label) / counts.images(label))
        .average()
        .orElse(Double.NaN);
  }
}
