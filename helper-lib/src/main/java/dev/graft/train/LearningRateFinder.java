package dev.graft.train;

import dev.graft.data.Examples;
import dev.graft.engine.LiveSlice;
import dev.graft.engine.Network;
import dev.graft.progress.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;

/**
 * Trains a copy of the live slice by rates that rise exponentially, and watches its loss.
 *
 * <p>Up to 100 steps of the optimizer, each of one batch or of as many as accumulate, from 1e-7 to
 * 10, the loss smoothed by 0.98, ended where that exceeds four times its lowest: the choices of
 * fastai 2.7. It goes through the views of the epochs that the options name, again and again, so
 * that all it computes in frozen layers serves the training.
 */
public final class LearningRateFinder {
  static final int STEPS = 100;
  static final double LOWEST = 1e-7;
  static final double HIGHEST = 10;
  private static final double SMOOTHING = 0.98;
  private static final double TOO_MUCH = 4;

  private final Task task;
  private final Goal goal;
  private final Learner learner;
  private final Activations activations;
  private final Optional<Beside> beside;
  private final Progress progress;
  private final List<LearningRates.Step> steps = new ArrayList<>();
  private double mean;
  private double lowest = Double.POSITIVE_INFINITY;
  private String ending = "";
  private int group;
  private double sum;
  private double weight;

  private LearningRateFinder(
      Task task,
      Goal goal,
      Learner learner,
      Activations activations,
      Optional<Beside> beside,
      Progress progress) {
    this.task = task;
    this.goal = goal;
    this.learner = learner;
    this.activations = activations;
    this.beside = beside;
    this.progress = progress;
  }

  /**
   * Raises the learning rate from step to step.
   *
   * @param network of which a copy learns; itself unchanged
   * @param frozen where its frozen part ends
   * @param training the training examples as one epoch sees them, by epoch from 0
   * @param options how, but for learning rate and schedule
   * @return the losses
   * @throws IllegalArgumentException when every layer is frozen
   * @throws TrainingInterruptedException when the thread was interrupted, within one batch
   */
  public static LearningRates find(
      Network network, Frozen frozen, IntFunction<Examples> training, FineTune options) {
    IntFunction<Examples> again = epoch -> training.apply(epoch % options.epochs());
    var task = new Task(network, frozen, again, training.apply(0), options);
    FitLoop.requireSomethingToTrain(network);
    Goal goal = Goals.of(task);
    Optional<Beside> others = Beside.of(task);
    try (Progress progress =
            Progress.start("finding a learning rate for " + network.learners(), STEPS);
        Activations activations =
            new Activations(
                network,
                frozen,
                task.contract(),
                task.largestBatch(EpochOrder.of(task, goal, 0).length));
        LiveSlice slice =
            new LiveSlice(
                network, frozen.boundary(), options.steps().statistics().moving(network));
        Learner learner = new Learner(slice, options, goal)) {
      return new LearningRateFinder(task, goal, learner, activations, others, progress).run();
    } finally {
      others.ifPresent(Beside::close);
    }
  }

  private LearningRates run() {
    try {
      for (int epoch = 0; ending.isEmpty(); epoch++) {
        rise(epoch);
      }
    } catch (CancellationException e) {
      if (ending.isEmpty()) {
        throw interrupted();
      }
    }
    var found = new LearningRates(steps, ending);
    progress.keep(found.toString());
    return found;
  }

  private void rise(int epoch) {
    int[] order = EpochOrder.of(task, goal, epoch);
    long each = (long) task.options().feed().batchSize() * task.options().steps().accumulation();
    long left = (STEPS - steps.size()) * each;
    int[] needed = Arrays.copyOf(order, (int) Math.min(order.length, left));
    int size = task.options().feed().batchSize();
    beside.ifPresent(its -> its.begin(epoch, 0, FitLoop.parts(order.length, size)));
    activations.forEach(
        Pass.training(task, task.views(), epoch, 0, needed),
        (bound, number) -> {
          step(bound);
          if (!ending.isEmpty() || Thread.currentThread().isInterrupted()) {
            throw new CancellationException();
          }
        });
    if (group > 0) {
      learner.flush(rate(steps.size()));
      stepDone();
    }
  }

  private void step(Bound bound) {
    var outcome = learner.step(bound, beside.map(Beside::next), rate(steps.size()));
    sum += outcome.loss() * outcome.weight();
    weight += outcome.weight();
    if (++group == task.options().steps().accumulation() || !Float.isFinite(outcome.loss())) {
      stepDone();
    }
  }

  /** Notes a step of the optimizer, the loss of its batches as one large batch would have it. */
  private void stepDone() {
    double rate = rate(steps.size());
    double loss = sum / weight;
    sum = 0;
    weight = 0;
    group = 0;
    int batch = steps.size() + 1;
    mean = SMOOTHING * mean + (1 - SMOOTHING) * loss;
    double smoothed = mean / (1 - Math.pow(SMOOTHING, batch));
    steps.add(new LearningRates.Step(batch, rate, loss, smoothed));
    lowest = Math.min(lowest, smoothed);
    progress.step(1, String.format(Locale.ROOT, "rate %.1e  loss %.4f", rate, smoothed));
    if (!Double.isFinite(smoothed)) {
      ending = "the loss is no number";
    } else if (smoothed > TOO_MUCH * lowest) {
      ending = "the smoothed loss is above 4 times its lowest";
    } else if (batch == STEPS) {
      ending = String.format(Locale.ROOT, "the rate is %.3g", rate);
    }
  }

  static double rate(int step) {
    return LOWEST * Math.pow(HIGHEST / LOWEST, step / (STEPS - 1.0));
  }

  private TrainingInterruptedException interrupted() {
    Thread.interrupted();
    return new TrainingInterruptedException(
        String.format(
            Locale.ROOT,
            "interrupted after %d of %d steps; the model is as it was",
            steps.size(),
            STEPS),
        History.none(task.network().engine(), "", task.options().seed()));
  }
}
