package dev.graft.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.nio.FloatBuffer;

/** Takes one step of gradient descent after another on a live slice. */
final class Learner implements AutoCloseable {
  private final LiveSlice slice;
  private final FineTune options;
  private final Optimizer optimizer;
  private long steps;

  Learner(LiveSlice slice, FineTune options) {
    this.slice = slice;
    this.options = options;
    this.optimizer = options.optimizer();
  }

  /**
   * What a batch gave, before the step.
   *
   * @param logits {@code (N, classes)}
   * @param loss mean over the batch
   */
  record Outcome(float[] logits, float loss) {}

  /**
   * Learns from one batch, unless its loss is no number: then nothing changes.
   *
   * @param activations {@code (N, …)} at the boundary
   * @param labels N of them
   */
  Outcome step(FloatBuffer activations, int[] labels) {
    Forward.Pass pass = Forward.Pass.training(options.seed() * 0x9E3779B97F4A7C15L + steps++);
    Outcome outcome;
    try (NDManager batch = slice.batch()) {
      NDArray x = slice.upload(batch, activations, labels.length);
      try (GradientCollector collector = batch.getEngine().newGradientCollector()) {
        NDArray logits = slice.run(x, pass);
        NDArray loss = Loss.of(logits, labels, options.labelSmoothing());
        collector.backward(loss);
        outcome = new Outcome(logits.toFloatArray(), loss.getFloat());
      }
    }
    if (Float.isFinite(outcome.loss())) {
      optimizer.step();
      slice.learned().forEach(this::update);
    }
    return outcome;
  }

  private void update(String name, NDArray weight) {
    // PyTorch adds gradients up and hands out a new handle each time: use it, zero it, close it
    try (NDArray gradient = weight.getGradient()) {
      boolean decays = weight.getShape().dimension() > 1;
      optimizer.update(
          name, weight, gradient, options.learningRate(), decays ? options.weightDecay() : 0);
      gradient.muli(0);
    }
  }

  /** Counts the steps taken. */
  long steps() {
    return steps;
  }

  @Override
  public void close() {
    optimizer.close();
  }
}
