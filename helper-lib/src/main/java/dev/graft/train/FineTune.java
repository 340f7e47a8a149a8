package dev.graft.train;

import dev.graft.data.Mixing;
import dev.graft.data.Sampling;
import dev.graft.evaluate.Metric;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * How to train: an immutable value of plain nouns.
 *
 * <pre>{@code
 * FineTune.epochs(5).learningRate(1e-3)
 * FineTune.epochs(10).learningRate(0.01).schedule(Schedule.oneCycle()).sgd(0.9).weightDecay(1e-4)
 * FineTune.epochs(50).mixing(Mixing.mixup(0.2)).stopEarly(3).checkpoints(Path.of("runs/ants"))
 * }</pre>
 *
 * <p>Without more words: batches of 16 in a shuffled order, cross entropy, Adam at a constant
 * learning rate of 1e-3 for all layers, no weight decay, stored batch-normalization statistics,
 * seed 42; every epoch is trained and the last one kept.
 *
 * @param epochs passes over the training images, at least 1
 * @param feed how images become batches
 * @param objective what the loss is
 * @param rates how fast each parameter learns, and when
 * @param steps how gradients become new parameters
 * @param keeping when training ends and what of it is kept
 * @param seed of the order of images, of mixing and of dropout
 */
public record FineTune(
    int epochs,
    Feed feed,
    Objective objective,
    Rates rates,
    Steps steps,
    Keeping keeping,
    long seed)
    implements Stepping {
  /** Checks the epochs. */
  public FineTune {
    Require.that(epochs >= 1, "epochs", epochs, "at least 1");
  }

  /**
   * Begins with the number of epochs.
   *
   * @param epochs at least 1
   * @return the options, all others as described above
   */
  public static FineTune epochs(int epochs) {
    return new FineTune(
        epochs,
        new Feed(16, Sampling.NATURAL, Mixing.none()),
        Objective.crossEntropy(),
        new Rates(1e-3, Schedule.constant(), 1),
        Steps.PLAIN,
        Keeping.NOTHING,
        42);
  }

  /**
   * Begins a plan of several stages, each with layers and options of its own.
   *
   * @return a plan without a stage
   */
  public static Gradual gradual() {
    return Gradual.EMPTY;
  }

  /**
   * Sets the batch size.
   *
   * @param images a batch, at least 1; more than there are, as in {@code Integer.MAX_VALUE}, is all
   *     of them at once
   * @return new options
   */
  public FineTune batchSize(int images) {
    return feed(new Feed(images, feed.sampling(), feed.mixing()));
  }

  /**
   * Decides which images an epoch shows: for classes of unequal size.
   *
   * @param choice natural, over- or undersampled, or balanced batches
   * @return new options
   */
  public FineTune sampling(Sampling choice) {
    return feed(new Feed(feed.batchSize(), choice, feed.mixing()));
  }

  /**
   * Mixes the images of a batch before the frozen layers see them; what those make of them is then
   * computed in every epoch, since it cannot be cached.
   *
   * @param choice mixup, CutMix or none
   * @return new options
   */
  public FineTune mixing(Mixing choice) {
    return feed(new Feed(feed.batchSize(), feed.sampling(), choice));
  }

  /**
   * Ends training when the validation loss has not improved for some epochs, and restores the best
   * epoch.
   *
   * @param patience epochs without improvement, at least 1
   * @return new options
   */
  public FineTune stopEarly(int patience) {
    return keeping(keeping.stopping(new Stopping(patience, 0)));
  }

  /**
   * Trains all epochs and restores the one with the lowest validation loss.
   *
   * @return new options
   */
  public FineTune keepBest() {
    return keeping(keeping.stopping(Stopping.NEVER));
  }

  /**
   * Saves the run as it goes; the same call goes on where it was killed, interrupted or left.
   *
   * @param folder of this one run
   * @return new options
   */
  public FineTune checkpoints(Path folder) {
    return checkpoints(Checkpoints.in(folder));
  }

  /**
   * Saves the run as it goes; the same call goes on where it was killed, interrupted or left.
   *
   * @param choice where, how many and how often
   * @return new options
   */
  public FineTune checkpoints(Checkpoints choice) {
    return keeping(keeping.checkpoints(choice));
  }

  /**
   * Tells somebody after each epoch.
   *
   * @param listener gets the history so far
   * @return new options
   */
  public FineTune onEpoch(Consumer<History> listener) {
    return keeping(keeping.listener(listener));
  }

  /**
   * Adds figures to each epoch, of the training images and of the validation images.
   *
   * @param metrics each under a name of its own
   * @return new options
   * @throws IllegalArgumentException when a history has a figure of that name already
   */
  public FineTune watch(Metric... metrics) {
    return keeping(keeping.watched(metrics));
  }

  /**
   * Ends training after the first epoch for which a condition holds.
   *
   * @param condition asked with the history so far
   * @return new options
   */
  public FineTune stopWhen(Predicate<History> condition) {
    return keeping(keeping.condition(condition));
  }

  /**
   * Sets the seed of the order of images, of mixing and of dropout.
   *
   * @param value any
   * @return new options
   */
  public FineTune seed(long value) {
    return new FineTune(epochs, feed, objective, rates, steps, keeping, value);
  }

  /**
   * Changes the number of epochs.
   *
   * @param count passes over the training images, at least 1
   * @return new options
   */
  public FineTune lasting(int count) {
    return new FineTune(count, feed, objective, rates, steps, keeping, seed);
  }

  private FineTune feed(Feed next) {
    return new FineTune(epochs, next, objective, rates, steps, keeping, seed);
  }

  private FineTune keeping(Keeping next) {
    return new FineTune(epochs, feed, objective, rates, steps, next, seed);
  }

  /**
   * Tells whether training depends on what validation finds after each epoch: it stops early, keeps
   * the best epoch, has a condition, a listener or a watched figure, or lowers its rate on a
   * plateau.
   *
   * @return false when a look at a few validation images is enough on the way
   */
  public boolean heedsValidation() {
    boolean asked =
        !keeping.conditions().isEmpty()
            || !keeping.listeners().isEmpty()
            || !keeping.watched().isEmpty();
    return asked || keeping.stopping().isPresent() || rates.schedule().heedsValidation();
  }

  /**
   * Says all that decides what is learned. Equal texts, equal training.
   *
   * @return one line
   */
  public String decisions() {
    return String.format(
        Locale.ROOT,
        "epochs=%d %s %s%s %s %s %s seed=%d",
        epochs,
        feed,
        objective,
        objective.coral().map(Coral::decisions).orElse(""),
        rates,
        steps,
        keeping.stopping(),
        seed);
  }
}
