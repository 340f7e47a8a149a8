package dev.graft.evaluate;

/** The share of images whose highest logit is that of their class; of equals the first. */
record Accuracy() implements Metric {
  @Override
  public String name() {
    return "accuracy";
  }

  @Override
  public Counts start(int classes) {
    return new ShareOfImages((logits, label) -> Softmax.argmax(logits) == label);
  }
}
