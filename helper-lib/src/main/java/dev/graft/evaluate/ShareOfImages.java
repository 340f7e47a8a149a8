package dev.graft.evaluate;

/** How many of the images are as a question asks. */
final class ShareOfImages implements Metric.Counts {
  /** Asks of one image. */
  interface Question {
    boolean holds(float[] logits, int label);
  }

  private final Question question;
  private double held;
  private double images;

  ShareOfImages(Question question) {
    this.question = question;
  }

  @Override
  public void add(float[] logits, int label) {
    held += question.holds(logits, label) ? 1 : 0;
    images++;
  }

  @Override
  public double value() {
    return held / images;
  }

  @Override
  public double[] state() {
    return new double[] {held, images};
  }

  @Override
  public void restore(double[] state) {
    held = state[0];
    images = state[1];
  }
}
