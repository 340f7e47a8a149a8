package dev.graft.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.graft.data.Batches;
import dev.graft.data.PixelSource;
import dev.graft.progress.Progress;
import dev.graft.weights.StateDict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Trains the live slice of a network on what the frozen part makes of the images.
 *
 * <p>After each epoch, and when the thread is interrupted, the learned tensors are published; a
 * loss that is no number ends training with the last published ones in force.
 */
public final class FitLoop {
  private final Network network;
  private final FineTune options;
  private final Consumer<StateDict> publish;
  private final LiveSlice slice;
  private final Learner learner;
  private final Activations activations;
  private final Progress progress;
  private final List<History.Epoch> epochs = new ArrayList<>();

  private FitLoop(
      Network network,
      FineTune options,
      Consumer<StateDict> publish,
      LiveSlice slice,
      Learner learner,
      Activations activations,
      Progress progress) {
    this.network = network;
    this.options = options;
    this.publish = publish;
    this.slice = slice;
    this.learner = learner;
    this.activations = activations;
    this.progress = progress;
  }

  /**
   * Trains.
   *
   * @param network what is trained; itself unchanged
   * @param frozen where its frozen part ends
   * @param training the training images as one epoch sees them, by epoch from 0
   * @param validation images that are never augmented
   * @param options how
   * @param publish receives the changed tensors after each epoch and at an interruption
   * @return one stage of history
   * @throws TrainingInterruptedException when the thread was interrupted, within one batch
   * @throws TrainingDivergedException when the loss is no number
   */
  public static History fit(
      Network network,
      Frozen frozen,
      IntFunction<PixelSource> training,
      PixelSource validation,
      FineTune options,
      Consumer<StateDict> publish) {
    return fit(network, frozen, training, validation, options, publish, live -> {});
  }

  /**
   * @param liveArrays gets the count of arrays on the device after each epoch
   */
  static History fit(
      Network network,
      Frozen frozen,
      IntFunction<PixelSource> training,
      PixelSource validation,
      FineTune options,
      Consumer<StateDict> publish,
      IntConsumer liveArrays) {
    if (network.trainable().isEmpty()) {
      throw new IllegalArgumentException(
          "nothing to train: every layer is frozen; unfreeze some, or replace the head");
    }
    long images = (long) training.apply(0).size() * options.epochs();
    try (Progress progress = Progress.start("fine-tuning", images);
        Activations activations = new Activations(network, frozen, options.batchSize());
        LiveSlice slice = new LiveSlice(network, frozen.boundary(), options.statistics());
        Learner learner = new Learner(slice, options)) {
      var loop = new FitLoop(network, options, publish, slice, learner, activations, progress);
      return loop.run(training, validation, liveArrays);
    }
  }

  private History run(
      IntFunction<PixelSource> training, PixelSource validation, IntConsumer liveArrays) {
    int views = views(training);
    for (int epoch = 1; epoch <= options.epochs(); epoch++) {
      long start = System.nanoTime();
      PixelSource images = training.apply(epoch - 1);
      Tally train;
      double trained;
      Tally held;
      try {
        train = trainEpoch(epoch, images, views);
        trained = (System.nanoTime() - start) / 1e9;
        held = validate(validation);
      } catch (CancellationException e) {
        throw interrupted(epoch);
      }
      publish.accept(slice.download());
      double seconds = (System.nanoTime() - start) / 1e9;
      epochs.add(
          new History.Epoch(
              epoch,
              1,
              options.learningRate(),
              train.loss(),
              train.accuracy(),
              held.loss(),
              held.accuracy(),
              seconds,
              images.size() / trained));
      liveArrays.accept(slice.liveArrays());
    }
    History history = history();
    progress.keep(summary(history));
    return history;
  }

  /** Counts the different views of an image in all epochs. */
  private int views(IntFunction<PixelSource> training) {
    return (int)
        IntStream.range(0, options.epochs())
            .mapToObj(epoch -> training.apply(epoch).key(0))
            .distinct()
            .count();
  }

  private Tally trainEpoch(int epoch, PixelSource images, int views) {
    Tally tally = new Tally();
    int[] order = Batches.shuffled(images.size(), options.seed(), epoch - 1);
    activations.forEach(
        images,
        views,
        order,
        (batch, number) -> {
          step(batch, tally, epoch, number + 1);
          progress.step(
              batch.labels().length,
              String.format(
                  Locale.ROOT,
                  "epoch %d/%d  loss %.4f  accuracy %.3f",
                  epoch,
                  options.epochs(),
                  tally.loss(),
                  tally.accuracy()));
          stopIfInterrupted();
        });
    return tally;
  }

  private void step(Activations.Bound batch, Tally tally, int epoch, int number) {
    Learner.Outcome outcome = learner.step(batch.values(), batch.labels());
    if (!Float.isFinite(outcome.loss())) {
      throw new TrainingDivergedException(
          "loss is %s in epoch %d, batch %d; a learning rate below %s may be right"
              .formatted(outcome.loss(), epoch, number, options.learningRate()));
    }
    tally.add(outcome.logits(), batch.labels(), outcome.loss());
  }

  private Tally validate(PixelSource images) {
    Tally tally = new Tally();
    activations.forEach(
        images,
        1,
        Batches.sequential(images.size()),
        (batch, number) -> {
          try (NDManager manager = slice.batch()) {
            NDArray x = slice.upload(manager, batch.values(), batch.labels().length);
            NDArray logits = slice.run(x, Forward.Pass.INFERENCE);
            float loss = Loss.of(logits, batch.labels(), 0).getFloat();
            tally.add(logits.toFloatArray(), batch.labels(), loss);
          }
          stopIfInterrupted();
        });
    return tally;
  }

  /** Batches notice an interrupt only while they wait, so that it is looked for after each. */
  private static void stopIfInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException();
    }
  }

  private TrainingInterruptedException interrupted(int epoch) {
    Thread.interrupted();
    publish.accept(slice.download());
    return new TrainingInterruptedException(
        "interrupted in epoch %d of %d after %d steps; the model keeps what it learned"
            .formatted(epoch, options.epochs(), learner.steps()),
        history());
  }

  private History history() {
    return new History(
        epochs, network.engine(), Engines.spell(slice.manager().getDevice()), options.seed());
  }

  private static String summary(History history) {
    double seconds = history.epochs().stream().mapToDouble(History.Epoch::seconds).sum();
    return String.format(
        Locale.ROOT,
        "%s in %.1f s on %s (%s): loss %.4f, validation accuracy %.3f",
        history.length(),
        seconds,
        history.engine(),
        history.device(),
        history.last().loss(),
        history.last().validationAccuracy());
  }
}
