package dev.graft.train;

/**
 * Running means over the images of an epoch: of the loss, where each counts by the weights of its
 * classes, and of what was predicted right, where each counts once.
 */
final class Tally {
  private double loss;
  private double weight;
  private int right;
  private int images;

  Tally() {}

  /** Goes on from sums. */
  Tally(double loss, double weight, int right, int images) {
    this.loss = loss;
    this.weight = weight;
    this.right = right;
    this.images = images;
  }

  /**
   * Adds a batch.
   *
   * @param logits {@code (N, classes)}, or {@code (N, 1)} for a binary head
   * @param labels N of them
   * @param meanLoss over the batch
   * @param batch over how much that is the mean: {@link Targets#weight}
   */
  void add(float[] logits, int[] labels, double meanLoss, double batch) {
    int classes = logits.length / labels.length;
    for (int i = 0; i < labels.length; i++) {
      right += predicted(logits, i * classes, classes) == labels[i] ? 1 : 0;
    }
    loss += meanLoss * batch;
    weight += batch;
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
    return images == 0 ? Double.NaN : loss / weight;
  }

  double accuracy() {
    return images == 0 ? Double.NaN : (double) right / images;
  }

  double sum() {
    return loss;
  }

  double weight() {
    return weight;
  }

  int right() {
    return right;
  }

  int images() {
    return images;
  }
}
