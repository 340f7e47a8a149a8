package dev.graft.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.graft.engine.Engines;
import dev.graft.engine.LiveSlice;
import dev.graft.engine.Mode;
import dev.graft.weights.StateDict;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Takes one step of gradient descent after another on a live slice. */
final class Learner implements AutoCloseable {
  private final LiveSlice slice;
  private final long seed;
  private final Steps steps;
  private final Goal goal;
  private final Optional<Coral> coral;
  private final LayerRates rates;
  private final Optimizer optimizer;
  private final Gradients gradients = new Gradients();
  private final Optional<WeightAverage> average;
  private long batches;

  Learner(LiveSlice slice, FineTune options, Goal goal) {
    this.slice = slice;
    this.seed = options.seed();
    this.steps = options.steps();
    this.goal = goal;
    this.coral = options.objective().coral();
    this.rates = new LayerRates(slice.graph(), options.rates().layerDecay());
    this.optimizer = steps.optimizer();
    this.average =
        steps.average() > 0 ? Optional.of(new WeightAverage(steps.average())) : Optional.empty();
  }

  /**
   * Compares what gets gradients here with what is to learn.
   *
   * @param planned names of parameters
   * @throws IllegalStateException when they differ; the text names some that do
   */
  void requireExactly(Set<String> planned) {
    Set<String> held = slice.withGradient();
    if (!held.equals(planned)) {
      Set<String> extra = new TreeSet<>(held);
      extra.removeAll(planned);
      Set<String> missing = new TreeSet<>(planned);
      missing.removeAll(held);
      throw new IllegalStateException(
          "the optimizer holds other parameters than planned: %s too many, %s missing"
              .formatted(extra, missing));
    }
  }

  /**
   * What a batch gave, before the step.
   *
   * @param outputs {@code (N, …)}
   * @param loss mean over the batch
   * @param weight over how much that is the mean: {@link Goal#weight}
   */
  record Outcome(float[] outputs, float loss, double weight) {}

  /**
   * Learns from one batch, unless its loss is no number: then nothing changes.
   *
   * @param bound a batch at the boundary
   * @param learningRate of the head
   */
  Outcome step(Bound bound, double learningRate) {
    return step(bound, Optional.empty(), learningRate);
  }

  /**
   * Learns from one batch and an unlabelled one.
   *
   * @param beside a batch at the boundary whose targets are not read
   */
  Outcome step(Bound bound, Optional<Bound> beside, double learningRate) {
    Outcome outcome = backward(bound, beside);
    if (Float.isFinite(outcome.loss())) {
      if (plain()) {
        optimizer.step();
        slice.learned().forEach((name, weight) -> update(name, weight, learningRate));
        average.ifPresent(a -> a.update(slice.learned()));
      } else {
        gradients.add(slice.learned(), outcome.weight());
        if (gradients.batches() == steps.accumulation()) {
          flush(learningRate);
        }
      }
    }
    return outcome;
  }

  private boolean plain() {
    return steps.accumulation() == 1 && steps.clip() == Double.POSITIVE_INFINITY;
  }

  private Outcome backward(Bound bound, Optional<Bound> beside) {
    Targets targets = bound.targets();
    Mode pass = Mode.training(seed * 0x9E3779B97F4A7C15L + batches++);
    try (NDManager batch = slice.batch()) {
      NDList x = slice.upload(batch, bound.values(), bound.extent());
      Optional<NDList> others = beside.map(its -> slice.upload(batch, its.values(), its.extent()));
      synchronized (Engines.COLLECTING) {
        try (GradientCollector collector = batch.getEngine().newGradientCollector()) {
          NDArray outputs = slice.run(x, pass, Map.of());
          NDArray plain = goal.loss(outputs, targets);
          NDArray loss = others.map(its -> aligned(plain, outputs, its, pass)).orElse(plain);
          collector.backward(loss);
          return new Outcome(outputs.toFloatArray(), loss.getFloat(), goal.weight(targets));
        }
      }
    }
  }

  /** Adds what the outputs for others lack of those for this batch. */
  private NDArray aligned(NDArray loss, NDArray outputs, NDList others, Mode pass) {
    NDArray theirs = slice.run(others, Mode.training(~pass.seed()), Map.of());
    return Coral.applies(outputs, theirs)
        ? loss.add(coral.orElseThrow().term(outputs, theirs))
        : loss;
  }

  /** Steps by the gradients that no step has used yet, as at the end of an epoch. */
  void flush(double learningRate) {
    if (gradients.batches() == 0) {
      return;
    }
    Map<String, NDArray> means = gradients.take();
    if (steps.clip() < Double.POSITIVE_INFINITY) {
      GradientClipping.clip(means, steps.clip());
    }
    optimizer.step();
    slice.learned().forEach((name, weight) -> update(name, weight, means.get(name), learningRate));
    means.values().forEach(NDArray::close);
    average.ifPresent(a -> a.update(slice.learned()));
  }

  private void update(String name, NDArray weight, double learningRate) {
    // PyTorch adds gradients up and hands out a new handle each time: use it, zero it, close it
    try (NDArray gradient = weight.getGradient()) {
      update(name, weight, gradient, learningRate);
      gradient.muli(0);
    }
  }

  private void update(String name, NDArray weight, NDArray gradient, double learningRate) {
    boolean decays = weight.getShape().dimension() > 1;
    optimizer.update(
        name,
        weight,
        gradient,
        learningRate * rates.factor(name),
        decays ? steps.weightDecay() : 0);
  }

  /** Computes outputs as the finished model will; the caller closes them. */
  NDArray infer(NDList x) {
    return slice.run(x, Mode.INFERENCE, averages());
  }

  /** Reads back what the model is to receive. */
  StateDict learned() {
    return slice.download(averages());
  }

  private Map<String, NDArray> averages() {
    return average.map(WeightAverage::arrays).orElse(Map.of());
  }

  /** Reads all that the next step depends on. */
  LearnerState state() {
    return LearnerState.of(slice, optimizer, gradients, averages(), batches);
  }

  /** Goes on from where another learner of the same options was. */
  void restore(LearnerState state) {
    batches = state.batches();
    slice.upload(state.live());
    NDManager manager = slice.manager();
    optimizer.restore(manager, state.under(LearnerState.OPTIMIZER), state.updates());
    gradients.restore(
        manager,
        state.under(LearnerState.GRADIENT),
        state.accumulated(),
        state.accumulatedWeight());
    average.ifPresent(a -> a.restore(manager, state.under(LearnerState.AVERAGE)));
  }

  /** Counts the batches learned from. */
  long batches() {
    return batches;
  }

  @Override
  public void close() {
    optimizer.close();
    gradients.close();
    average.ifPresent(WeightAverage::close);
  }
}
