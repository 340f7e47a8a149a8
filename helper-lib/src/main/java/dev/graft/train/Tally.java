package dev.graft.train;

/** Running mean of loss and accuracy over the images of an epoch. */
final class Tally {
  private double loss;
  private int right;
  private int images;

  Tally() {}

  /** Goes on from sums. */
  Tally(double loss, int right, int images) {
    this.loss = loss;
    this.right = right;
    this.images = images;
  }

  /**
   * Adds a batch.
   *
   * @param logits {@code (N, classes)}, or {@code (N, 1)} for a binary head
   * @param labels N of them
   * @param meanLoss over the batch
   */
  void add(float[] logits, int[] labels, double meanLoss) {
    int classes = logits.length / labels.length;
    for (int i = 0; i < labels.length; i++) {
      right += predicted(logits, i * classes, classes) == labels[i] ? 1 : 0;
    }
    loss += meanLoss * labels.length;
    images += labels.length;
  }

  private static int predicted(float[] logits, int from, int classes) {
    if (classes == 1) {
      return logits[from] > 0 ? 1 : 0;
    }
    int best = 0;
    for (int c = 1; c < classes; c++) {
      best = logits[from + c] > logits[from + best] ? c : best;
    }
    return best;
  }

  double loss() {
    return images == 0 ? Double.NaN : loss / images;
  }

  double accuracy() {
    return images == 0 ? Double.NaN : (double) right / images;
  }

  double sum() {
    return loss;
  }

  int right() {
    return right;
  }

  int images() {
    return images;
  }
}
