package dev.graft.evaluate;

import java.util.stream.IntStream;

/** The mean F1 of the classes that have images or are predicted. */
record MacroF1() implements Metric {
  @Override
  public String name() {
    return "macro F1";
  }

  @Override
  public Counts start(int classes) {
    return new CountsOfClasses(classes, MacroF1::of);
  }

  private static double of(CountsOfClasses counts) {
    return IntStream.range(0, counts.classes())
        .filter(label -> counts.images(label) + counts.taken(label) > 0)
        .mapToDouble(
            label -> 2 * counts.right(label) / (counts.images(label) + counts.taken(label)))
        .average()
        .orElse(Double.NaN);
  }
}
