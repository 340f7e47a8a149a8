package dev.graft.evaluate;

/** The share of images whose class is among the first k. */
record TopK(int k) implements Metric {
  TopK {
    if (k < 1) {
      throw new IllegalArgumentException("k is " + k + ", must be at least 1");
    }
  }

  @Override
  public String name() {
    return "top-" + k + " accuracy";
  }

  @Override
  public Counts start(int classes) {
    return new ShareOfImages((logits, label) -> Softmax.rank(logits, label) < k);
  }
}
