package dev.graft.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.graft.data.Batches;
import dev.graft.data.Examples;
import dev.graft.engine.Engines;
import dev.graft.engine.LiveSlice;
import dev.graft.engine.Network;
import dev.graft.progress.Progress;
import dev.graft.weights.StateDict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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

  /** The figure that a line of progress shows. */
  private final String main;

  private final FineTune options;
  private final Diary diary;
  private final Learner learner;
  private final LiveSlice slice;
  private final Activations activations;
  private final Progress progress;
  private final List<History.Epoch> epochs = new ArrayList<>();
  private List<Double> losses = List.of();
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
      Progress progress) {
    this.task = task;
    this.goal = goal;
    this.views = task.views();
    this.options = task.options();
    this.diary = diary;
    this.slice = slice;
    this.learner = learner;
    this.activations = activations;
    this.progress = progress;
    this.tally = new Tally(goal.score());
    this.main = tally.figures().keySet().iterator().next();
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
    int shown = goal.order(task, 0).length;
    long images = (long) shown * options.epochs();
    try (Progress progress = Progress.start("fine-tuning " + network.learners(), images);
        Activations activations =
            new Activations(network, task.frozen(), task.contract(), task.largestBatch(shown));
        LiveSlice slice =
            new LiveSlice(
                network, task.frozen().boundary(), options.steps().statistics().moving(network));
        Learner learner = new Learner(slice, options, goal)) {
      learner.requireExactly(network.trainable());
      var loop = new FitLoop(task, goal, diary, slice, learner, activations, progress);
      from.ifPresent(loop::restore);
      return loop.run();
    }
  }

  static void requireSomethingToTrain(Network network) {
    if (network.trainable().isEmpty()) {
      throw new IllegalArgumentException(
          "nothing to train: every layer is frozen; unfreeze some, or replace the head");
    }
  }

  private void restore(Snapshot.Within within) {
    within.position().epochs().forEach(this::add);
    batch = within.position().batch();
    tally.restore(within.position().tally());
    best = within.best();
    learner.restore(within.learner());
  }

  private History run() {
    Optional<String> reason = reason();
    while (epochs.size() < options.epochs() && reason.isEmpty()) {
      long start = System.nanoTime();
      int shown = batch;
      int[] order = goal.order(task, epochs.size());
      double trained;
      Tally held;
      try {
        train(order);
        trained = (System.nanoTime() - start) / 1e9;
        held = validate();
      } catch (CancellationException e) {
        throw interrupted();
      }
      StateDict now = learner.learned();
      diary.learned(now);
      double seconds = (System.nanoTime() - start) / 1e9;
      int images = order.length - shown * options.feed().batchSize();
      finish(held, now, seconds, images / trained);
      reason = reason();
    }
    History history = keep(reason);
    progress.keep(summary(history));
    return history;
  }

  private void train(int... order) {
    int size = options.feed().batchSize();
    int[] left = Arrays.copyOfRange(order, Math.min(batch * size, order.length), order.length);
    int perEpoch = steps(parts(order.length, size));
    activations.forEach(
        Pass.training(task, views, epochs.size(), batch, left),
        (bound, number) -> {
          step(bound, perEpoch);
          batch++;
          progress.step(bound.size(), line());
          stopIfInterrupted();
          diary.batchDone(this::within);
        });
    learner.flush(rateOfStep(perEpoch - 1, perEpoch));
  }

  private void step(Activations.Bound bound, int perEpoch) {
    Learner.Outcome outcome = learner.step(bound.values(), bound.targets(), rate(perEpoch));
    if (!Float.isFinite(outcome.loss())) {
      throw new TrainingDivergedException(
          String.format(
              Locale.ROOT,
              "loss is %s in epoch %d, batch %d; a learning rate below %s may be right",
              outcome.loss(),
              epochs.size() + 1,
              batch + 1,
              options.rates().learningRate()));
    }
    tally.add(outcome.outputs(), bound.targets(), outcome.loss(), outcome.weight());
  }

  /** Counts the optimizer's steps for so many batches, the last of which may be incomplete. */
  private int steps(int batches) {
    return parts(batches, options.steps().accumulation());
  }

  /** Counts the parts of a size, which may be all that an int holds: "everything at once". */
  private static int parts(int whole, int size) {
    return (int) (((long) whole + size - 1) / size);
  }

  /** Asks for the rate of the step to which the next batch belongs. */
  private double rate(int perEpoch) {
    return rateOfStep(batch / options.steps().accumulation(), perEpoch);
  }

  private double rateOfStep(int done, int perEpoch) {
    Rates rates = options.rates();
    int step = epochs.size() * perEpoch + done;
    var moment = new Schedule.Moment(step, perEpoch, options.epochs(), losses);
    return rates.learningRate() * rates.schedule().factor(moment);
  }

  private void finish(Tally held, StateDict now, double seconds, double imagesPerSecond) {
    int perEpoch = steps(batch);
    double rate = rateOfStep(perEpoch - 1, perEpoch);
    add(
        new History.Epoch(
            epochs.size() + 1, 1, Figures.of(rate, tally, held, seconds, imagesPerSecond)));
    batch = 0;
    tally = new Tally(goal.score());
    boolean improved =
        options.keeping().stopping().map(s -> s.best(epochs) == epochs.size() - 1).orElse(false);
    best = improved ? now : best;
    diary.epochDone(this::within, slice.liveArrays());
    History soFar = history("");
    options.keeping().listeners().forEach(listener -> listener.accept(soFar));
  }

  /** Keeps what every step asks of the epochs at hand. */
  private void add(History.Epoch epoch) {
    epochs.add(epoch);
    losses = epochs.stream().map(History.Epoch::validationLoss).toList();
  }

  private Tally validate() {
    Tally held = new Tally(goal.score());
    Examples examples = task.validation();
    activations.forEach(
        Pass.plain(examples, Batches.sequential(examples.size())),
        (bound, number) -> {
          try (NDManager manager = slice.batch()) {
            NDList x = slice.upload(manager, bound.values(), bound.size());
            NDArray outputs = learner.infer(x);
            float loss = goal.judged(outputs, bound.targets()).getFloat();
            held.add(outputs.toFloatArray(), bound.targets(), loss, bound.size());
          }
          stopIfInterrupted();
        });
    return held;
  }

  /** Says why training ends after the epochs so far, if it does. */
  private Optional<String> reason() {
    Keeping keeping = options.keeping();
    if (epochs.isEmpty() || epochs.size() == options.epochs()) {
      return Optional.empty();
    }
    History soFar = history("");
    if (keeping.conditions().stream().anyMatch(condition -> condition.test(soFar))) {
      return Optional.of("the condition of stopWhen holds");
    }
    return keeping.stopping().flatMap(stopping -> stopping.reason(epochs));
  }

  /** Ends the stage, with the best epoch in force where that is asked for. */
  private History keep(Optional<String> reason) {
    StringBuilder ending = new StringBuilder();
    reason.ifPresent(
        r ->
            ending.append(
                String.format(Locale.ROOT, "stopped after epoch %d: %s", epochs.size(), r)));
    int kept = options.keeping().stopping().map(s -> s.best(epochs) + 1).orElse(epochs.size());
    if (kept < epochs.size()) {
      diary.learned(best);
      ending
          .append(ending.isEmpty() ? "" : "; ")
          .append(String.format(Locale.ROOT, "epoch %d restored", kept));
    }
    return history(ending.toString());
  }

  private Snapshot.Within within() {
    return new Snapshot.Within(new Position(batch, tally.state(), epochs), learner.state(), best);
  }

  /** Batches notice an interrupt only while they wait, so that it is looked for after each. */
  private static void stopIfInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException();
    }
  }

  private TrainingInterruptedException interrupted() {
    Thread.interrupted();
    diary.learned(learner.learned());
    diary.interrupted(this::within);
    return new TrainingInterruptedException(
        String.format(
            Locale.ROOT,
            "interrupted in epoch %d of %d after %d batches; the model keeps what it learned",
            epochs.size() + 1,
            options.epochs(),
            learner.batches()),
        history(""));
  }

  private History history(String ending) {
    String device = Engines.spell(slice.manager().getDevice());
    return new History(epochs, task.network().engine(), device, options.seed(), ending);
  }

  private String line() {
    return String.format(
        Locale.ROOT,
        "epoch %d/%d  loss %.4f  %s",
        epochs.size() + 1,
        options.epochs(),
        tally.loss(),
        Figures.shown(main, tally.figures().get(main)));
  }

  private String summary(History history) {
    String held = Figures.VALIDATION + main;
    double seconds = history.epochs().stream().mapToDouble(History.Epoch::seconds).sum();
    String line =
        String.format(
            Locale.ROOT,
            "%s: %s in %.1f s on %s (%s): loss %.4f, %s",
            task.network().learners(),
            history.length(),
            seconds,
            history.engine(),
            history.device(),
            history.last().loss(),
            Figures.shown(held, history.last().figure(held)));
    String cached = options.feed().mixes() ? "; mixed images cannot be cached" : "";
    return line + cached + (history.ending().isEmpty() ? "" : "; " + history.ending());
  }
}
