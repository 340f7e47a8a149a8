package dev.graft.train;

import dev.graft.data.Examples;
import dev.graft.engine.Engines;
import dev.graft.engine.LiveSlice;
import dev.graft.engine.Network;
import dev.graft.progress.Progress;
import dev.graft.weights.StateDict;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Trains the live slice of a network on what the frozen part makes of the images, through one
 * stage.
 *
 * <p>After each epoch, and when the thread is interrupted, the learned tensors are published; a
 * loss that is no number ends training with the last published ones in force.
 */
public final class FitLoop {
  private final Task task;
  private final Goal goal;
  private final int views;

  private final FineTune options;
  private final Diary diary;
  private final Learner learner;
  private final LiveSlice slice;
  private final Activations activations;
  private final Optional<Beside> beside;
  private final Progress progress;
  private final Course course;
  private final Telling telling;
  private StateDict best = StateDict.of(java.util.Map.of());
  private int batch;
  private Tally tally;

  private FitLoop(
      Task task,
      Goal goal,
      Diary diary,
      LiveSlice slice,
      Learner learner,
      Activations activations,
      Optional<Beside> beside,
      Progress progress) {
    this.task = task;
    this.goal = goal;
    this.views = task.views();
    this.options = task.options();
    this.diary = diary;
    this.slice = slice;
    this.learner = learner;
    this.activations = activations;
    this.beside = beside;
    this.progress = progress;
    this.tally = new Tally(goal.score());
    String device = Engines.spell(slice.manager().getDevice());
    this.course = new Course(options, task.network().engine(), device);
    this.telling = new Telling(task.network(), options, tally.figures().keySet().iterator().next());
  }

  /**
   * Trains one stage, of which nothing is saved on the way.
   *
   * @param network what is trained; itself unchanged
   * @param frozen where its frozen part ends
   * @param training the training examples as one epoch sees them, by epoch from 0
   * @param validation examples that are never augmented
   * @param options how
   * @param publish receives the changed tensors after each epoch and at an interruption
   * @return one stage of history
   * @throws TrainingInterruptedException when the thread was interrupted, within one batch
   * @throws TrainingDivergedException when the loss is no number
   */
  public static History fit(
      Network network,
      Frozen frozen,
      IntFunction<Examples> training,
      Examples validation,
      FineTune options,
      Consumer<StateDict> publish) {
    var task = new Task(network, frozen, training, validation, options);
    return fit(task, Diary.of(publish), Optional.empty());
  }

  /**
   * Trains a stage.
   *
   * @param diary is told what happens
   * @param from where to go on; empty: from the beginning
   */
  static History fit(Task task, Diary diary, Optional<Snapshot.Within> from) {
    Network network = task.network();
    FineTune options = task.options();
    requireSomethingToTrain(network);
    Goal goal = Goals.of(task);
    int shown = EpochOrder.of(task, goal, 0).length;
    Optional<Beside> others = Beside.of(task);
    long images = (long) shown * options.epochs();
    try (Progress progress = Progress.start("fine-tuning " + network.learners(), images);
        Activations activations =
            new Activations(network, task.frozen(), task.contract(), task.largestBatch(shown));
        LiveSlice slice =
            new LiveSlice(
                network, task.frozen().boundary(), options.steps().statistics().moving(network));
        Learner learner = new Learner(slice, options, goal)) {
      learner.requireExactly(network.trainable());
      var loop = new FitLoop(task, goal, diary, slice, learner, activations, others, progress);
      from.ifPresent(loop::restore);
      return loop.run();
    } finally {
      others.ifPresent(Beside::close);
    }
  }

  static void requireSomethingToTrain(Network network) {
    if (network.trainable().isEmpty()) {
      throw new IllegalArgumentException(
          "nothing to train: every layer is frozen; unfreeze some, or replace the head");
    }
  }

  private void restore(Snapshot.Within within) {
    within.position().epochs().forEach(course::add);
    batch = within.position().batch();
    tally.restore(within.position().tally());
    best = within.best();
    learner.restore(within.learner());
  }

  private History run() {
    Optional<String> reason = course.reason();
    while (course.size() < options.epochs() && reason.isEmpty()) {
      long start = System.nanoTime();
      int shown = batch;
      int[] order = EpochOrder.of(task, goal, course.size());
      double trained;
      Tally held;
      try {
        train(order);
        trained = (System.nanoTime() - start) / 1e9;
        held = new HeldOut(goal, slice, learner, activations).tally(task.validation());
      } catch (CancellationException e) {
        throw interrupted();
      }
      StateDict now = learner.learned();
      diary.learned(now);
      double seconds = (System.nanoTime() - start) / 1e9;
      int images = order.length - shown * options.feed().batchSize();
      finish(held, now, seconds, images / trained);
      reason = course.reason();
    }
    History history = keep(reason);
    progress.keep(telling.summary(history));
    return history;
  }

  private void train(int... order) {
    int size = options.feed().batchSize();
    int[] left = Arrays.copyOfRange(order, Math.min(batch * size, order.length), order.length);
    int perEpoch = steps(parts(order.length, size));
    beside.ifPresent(its -> its.begin(course.size(), batch, parts(order.length, size)));
    activations.forEach(
        Pass.training(task, views, course.size(), batch, left),
        (bound, number) -> {
          step(bound, perEpoch);
          batch++;
          progress.step(bound.size(), telling.line(course.size() + 1, tally));
          HeldOut.stopIfInterrupted();
          diary.batchDone(this::within);
        });
    learner.flush(course.rate(perEpoch - 1, perEpoch));
  }

  private void step(Bound bound, int perEpoch) {
    Learner.Outcome outcome =
        learner.step(
            bound,
            beside.map(Beside::next),
            course.rate(batch / options.steps().accumulation(), perEpoch));
    if (!Float.isFinite(outcome.loss())) {
      throw new TrainingDivergedException(
          telling.diverged(outcome.loss(), course.size() + 1, batch + 1));
    }
    tally.add(outcome.outputs(), bound.targets(), outcome.loss(), outcome.weight());
  }

  /** Counts the optimizer's steps for so many batches, the last of which may be incomplete. */
  private int steps(int batches) {
    return parts(batches, options.steps().accumulation());
  }

  /** Counts the parts of a size, which may be all that an int holds: "everything at once". */
  static int parts(int whole, int size) {
    return (int) (((long) whole + size - 1) / size);
  }

  private void finish(Tally held, StateDict now, double seconds, double imagesPerSecond) {
    int perEpoch = steps(batch);
    double rate = course.rate(perEpoch - 1, perEpoch);
    course.add(
        new History.Epoch(
            course.size() + 1, 1, Figures.of(rate, tally, held, seconds, imagesPerSecond)));
    batch = 0;
    tally = new Tally(goal.score());
    best = course.improved() ? now : best;
    diary.epochDone(this::within, slice.liveArrays());
    History soFar = course.history("");
    options.keeping().listeners().forEach(listener -> listener.accept(soFar));
  }

  /** Ends the stage, with the best epoch in force where that is asked for. */
  private History keep(Optional<String> reason) {
    if (course.kept() < course.size()) {
      diary.learned(best);
    }
    return course.history(course.ending(reason));
  }

  private Snapshot.Within within() {
    return new Snapshot.Within(
        new Position(batch, tally.state(), course.epochs()), learner.state(), best);
  }

  private TrainingInterruptedException interrupted() {
    Thread.interrupted();
    diary.learned(learner.learned());
    diary.interrupted(this::within);
    return new TrainingInterruptedException(
        telling.interrupted(course.size() + 1, learner.batches()), course.history(""));
  }
}
