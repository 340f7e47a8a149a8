package dev.graft;

import dev.graft.SearchSpace.Range;
import dev.graft.train.FineTune;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What to try, how often, and by what it is judged: an immutable value.
 *
 * <pre>{@code
 * Search.random(40).epochs(5).learningRate(1e-4, 1e-2).dropout(0, 0.5)
 * Search.halving(40).epochs(9).learningRate(1e-4, 1e-1).batchSize(8, 16, 32).folds(3)
 * }</pre>
 *
 * <p>Without more words: 5 epochs of {@link FineTune} as it comes, the head alone, judged on the
 * validation images, seed 42, no journal.
 *
 * @param strategy how trials share the epochs
 * @param trials settings that are drawn, at least 1
 * @param options of training, for all that is not varied
 * @param space what is varied
 * @param judging which images decide
 * @param seed of the settings, the folds and the splits
 * @param journal where finished trials are kept
 */
public record Search(
    Strategy strategy,
    int trials,
    FineTune options,
    SearchSpace space,
    Judging judging,
    long seed,
    Optional<Path> journal) {

  private static final double UNBOUNDED = Double.POSITIVE_INFINITY;

  /** How trials share the epochs. */
  public enum Strategy {
    /** Every trial is trained to the end (Bergstra and Bengio 2012). */
    RANDOM,
    /**
     * All trials are trained for a few epochs, the best third of them for three times as many, and
     * so on (Jamieson and Talwalkar 2016, with η = 3).
     */
    HALVING
  }

  /**
   * Which images decide.
   *
   * @param kind of judgement
   * @param times a trial is trained and judged, its figures the means
   */
  public record Judging(Kind kind, int times) {
    /** Kinds of judgement. */
    public enum Kind {
      /** The validation images, once. */
      VALIDATION,
      /** Each fold of the training images, after training on the others. */
      FOLDS,
      /** A fifth of the training images, chosen anew each time, after training on the others. */
      SPLITS
    }
  }

  /** Checks the trials and the options. */
  public Search {
    if (trials < 1) {
      throw new IllegalArgumentException("trials is " + trials + ", must be at least 1");
    }
    if (options.keeping().checkpoints().isPresent()) {
      throw new IllegalArgumentException(
          "the options have checkpoints, which are of one training; a search has"
              + " Search.journal(path)");
    }
  }

  /**
   * Draws settings at random and trains each to the end.
   *
   * @param trials how many, at least 1
   * @return a search that varies nothing yet
   */
  public static Search random(int trials) {
    return of(Strategy.RANDOM, trials);
  }

  /**
   * Draws settings at random and goes on with the best third of them again and again.
   *
   * @param trials how many there are at first, at least 1
   * @return a search that varies nothing yet
   */
  public static Search halving(int trials) {
    return of(Strategy.HALVING, trials);
  }

  private static Search of(Strategy strategy, int trials) {
    return new Search(
        strategy,
        trials,
        FineTune.epochs(5),
        SearchSpace.NOTHING,
        new Judging(Judging.Kind.VALIDATION, 1),
        42,
        Optional.empty());
  }

  /**
   * Sets the epochs of a trial that is trained to the end.
   *
   * @param count at least 1
   * @return a new search
   */
  public Search epochs(int count) {
    return options(options.lasting(count));
  }

  /**
   * Sets all of training that is not varied, epochs included.
   *
   * @param next without checkpoints
   * @return a new search
   */
  public Search options(FineTune next) {
    return new Search(strategy, trials, next, space, judging, seed, journal);
  }

  /**
   * Varies the learning rate, evenly on a logarithmic scale.
   *
   * @param low above 0
   * @param high the highest
   * @return a new search
   */
  public Search learningRate(double low, double high) {
    Range range = Range.of("learning rate", low, high, Double.MIN_VALUE, UNBOUNDED, "above 0");
    return space(space.learningRate(range));
  }

  /**
   * Varies the batch size.
   *
   * @param sizes to choose from
   * @return a new search
   */
  public Search batchSize(int... sizes) {
    return space(space.batchSizes(Arrays.stream(sizes).boxed().toList()));
  }

  /**
   * Varies the dropout before the classifier, or all the dropouts of a head that has some.
   *
   * @param low 0 or more
   * @param high below 1
   * @return a new search
   */
  public Search dropout(double low, double high) {
    return space(space.dropout(Range.of("dropout", low, high, 0, 1, "at least 0 and below 1")));
  }

  /**
   * Varies the weight decay, evenly on a logarithmic scale.
   *
   * @param low above 0
   * @param high the highest
   * @return a new search
   */
  public Search weightDecay(double low, double high) {
    Range range = Range.of("weight decay", low, high, Double.MIN_VALUE, UNBOUNDED, "above 0");
    return space(space.weightDecay(range));
  }

  /**
   * Varies how many of the backbone's last blocks learn.
   *
   * @param fewest 0 is the head alone
   * @param most at most as many as the backbone has
   * @return a new search
   */
  public Search blocks(int fewest, int most) {
    return space(space.blocks(Range.of("blocks", fewest, most, 0, UNBOUNDED, "0 or more")));
  }

  /**
   * Varies the backbone.
   *
   * @param backbones to choose from, with the weights of the catalogue
   * @return a new search
   */
  public Search backbones(Pretrained... backbones) {
    return space(space.backbones(List.of(backbones)));
  }

  /**
   * Judges each trial on every fold of the training images; the validation images stay unseen.
   *
   * @param k folds, at least 2
   * @return a new search
   */
  public Search folds(int k) {
    return judging(new Judging(Judging.Kind.FOLDS, k), 2);
  }

  /**
   * Judges each trial on several random fifths of the training images, each time with another seed
   * of the training too; the validation images stay unseen.
   *
   * @param n how many, at least 1
   * @return a new search
   */
  public Search repeats(int n) {
    return judging(new Judging(Judging.Kind.SPLITS, n), 1);
  }

  private Search judging(Judging next, int least) {
    if (next.times() < least) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s is %d, must be at least %d",
              least == 2 ? "folds" : "repeats",
              next.times(),
              least));
    }
    return new Search(strategy, trials, options, space, next, seed, journal);
  }

  /**
   * Sets the seed of the settings, the folds and the splits; that of training is in the options.
   *
   * @param value any
   * @return a new search
   */
  public Search seed(long value) {
    return new Search(strategy, trials, options, space, judging, value, journal);
  }

  /**
   * Keeps each finished trial; the same call goes on where it was killed, interrupted or left.
   *
   * @param file of this one search, a line a trial
   * @return a new search
   */
  public Search journal(Path file) {
    return new Search(strategy, trials, options, space, judging, seed, Optional.of(file));
  }

  private Search space(SearchSpace next) {
    return new Search(strategy, trials, options, next, judging, seed, journal);
  }

  /** Says all that decides the outcome, the model and the images aside. */
  String decisions() {
    return String.format(
        Locale.ROOT,
        "%s %d %s %s %s seed=%d",
        strategy,
        trials,
        options.decisions(),
        space,
        judging,
        seed);
  }

  /**
   * One round of a search.
   *
   * @param trials that take part
   * @param epochs for which each is trained
   */
  record Rung(int trials, int epochs) {}

  /** Lays out the rounds; a random search has one. */
  List<Rung> rungs() {
    List<Rung> rungs = new ArrayList<>();
    rungs.add(new Rung(trials, options.epochs()));
    if (strategy == Strategy.HALVING) {
      int epochs = options.epochs();
      for (int left = trials / 3; left >= 1 && epochs >= 3; left /= 3) {
        epochs /= 3;
        rungs.add(0, new Rung(0, epochs));
      }
    }
    int left = trials;
    for (int i = 0; i < rungs.size(); i++) {
      rungs.set(i, new Rung(left, rungs.get(i).epochs()));
      left /= 3;
    }
    return rungs;
  }
}
