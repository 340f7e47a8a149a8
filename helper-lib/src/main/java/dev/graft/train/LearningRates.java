package dev.graft.train;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * The loss while the learning rate rises from batch to batch: what a learning-rate finder saw
 * (Smith 2017, section 3.3). Immutable.
 *
 * <pre>{@code
 * var rates = findLearningRate(model, train, FineTune.epochs(5));
 * Plots.learningRates(rates)
 * fineTune(model, train, data.validation(), FineTune.epochs(5).learningRate(rates.suggestion()));
 * }</pre>
 *
 * @param steps in order, at least one
 * @param ending why the rates rose no further
 */
public record LearningRates(List<Step> steps, String ending) {
  /** Steps to both sides between which the slope of the smoothed loss is measured. */
  private static final int REACH = 5;

  /** One in so many steps is left out at the beginning. */
  private static final int BEGINNING = 10;

  /** Steps left out at the end. */
  private static final int END = 5;

  /**
   * One step of the optimizer: a batch, or as many as {@link FineTune#accumulate} to one.
   *
   * @param batch counted from 1
   * @param rate of the step
   * @param loss of what it learned from, before that
   * @param smoothed mean of the losses so far, the latest weighing most
   */
  public record Step(int batch, double rate, double loss, double smoothed) {}

  /** Copies the steps. */
  public LearningRates {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("steps is empty, must be at least 1");
    }
  }

  /**
   * Suggests the rate at which the loss has fallen half the way: below it little is learned, and it
   * keeps its distance from where the loss rises again. On heads it was within a factor of 3 of the
   * best of a sweep: 13 cases of garden, ants and bees, and signs, with Adam and SGD, batches of 4
   * to 64.
   *
   * @return a learning rate for {@link FineTune#learningRate}
   * @throws IllegalStateException when the loss falls nowhere
   */
  public double suggestion() {
    return halfway()
        .map(Step::rate)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    String.format(
                        Locale.ROOT,
                        "the loss falls at no rate from %.3g to %.3g; look at the table: the"
                            + " images may be learned already, or the batches too few",
                        steps.get(0).rate(),
                        steps.get(steps.size() - 1).rate())));
  }

  /**
   * Finds the last step before the loss's lowest at which it comes down to half way between there
   * and the losses of the first tenth of the steps. A loss counts as the mean over seven steps
   * before to seven after; one above those of the first tenth counts as they do.
   *
   * @return the step of {@link #suggestion}; empty when the loss falls nowhere, or by no more than
   *     three times what the difference of two such means varies without learning
   */
  public Optional<Step> halfway() {
    OptionalInt half = HalfFall.of(steps.stream().mapToDouble(Step::loss).toArray());
    return half.isPresent() ? Optional.of(steps.get(half.getAsInt())) : Optional.empty();
  }

  /**
   * Finds the middle of the longest sequence of steps, not all in a row, of which each has a lower
   * smoothed loss than the one before it: what fastai 2.8 suggests by default, a second opinion.
   * The first tenth of the steps is left out, since its means are of too few batches, and so are
   * the last five, where the loss explodes. On a head that begins at zero it is too low by up to
   * thirty times: such a loss falls from the lowest rate on, if by next to nothing, and every step
   * counts alike.
   *
   * @return the step; empty when the loss falls nowhere
   */
  public Optional<Step> valley() {
    int from = steps.size() / BEGINNING;
    List<Step> seen = steps.subList(from, Math.max(from, steps.size() - END));
    int[] falls = new int[seen.size()];
    int end = 0;
    for (int i = 0; i < falls.length; i++) {
      falls[i] = 1;
      for (int j = 0; j < i; j++) {
        if (seen.get(i).smoothed() < seen.get(j).smoothed()) {
          falls[i] = Math.max(falls[i], falls[j] + 1);
        }
      }
      end = falls[i] > falls[end] ? i : end;
    }
    if (falls.length == 0 || falls[end] == 1) {
      return Optional.empty();
    }
    int middle = end - falls[end] + falls[end] / 3 + falls[end] / 6;
    return Optional.of(seen.get(Math.max(middle, 0)));
  }

  /**
   * Finds the rate at the lowest smoothed loss. A tenth of it is the older rule of thumb, a second
   * opinion on {@link #suggestion} as {@link #steepest} is.
   *
   * @return the rate, too high to train with
   */
  public double atLowest() {
    Step lowest = steps.get(0);
    for (Step step : steps) {
      lowest = step.smoothed() < lowest.smoothed() ? step : lowest;
    }
    return lowest.rate();
  }

  /**
   * Finds where the smoothed loss falls steepest over the logarithm of the rate, measured from five
   * batches before to five after. A mean over the batches so far lags, so that this is the upper
   * end of what trains well.
   *
   * @return the step; empty when the loss falls nowhere
   */
  public Optional<Step> steepest() {
    int first = steps.size() / BEGINNING + REACH;
    Optional<Step> steepest = Optional.empty();
    double least = 0;
    for (int i = first; i < steps.size() - REACH; i++) {
      double slope = slope(i);
      if (slope < least) {
        least = slope;
        steepest = Optional.of(steps.get(i));
      }
    }
    return steepest;
  }

  private double slope(int i) {
    Step before = steps.get(i - REACH);
    Step after = steps.get(i + REACH);
    return (after.smoothed() - before.smoothed()) / Math.log(after.rate() / before.rate());
  }

  /**
   * Lays the steps out as a table.
   *
   * @return one row a batch
   */
  public Table table() {
    return Table.create(
        "learning rates",
        IntColumn.create("batch", steps.stream().mapToInt(Step::batch).toArray()),
        column("rate", i -> steps.get(i).rate()),
        column("loss", i -> steps.get(i).loss()),
        column("smoothed", i -> steps.get(i).smoothed()));
  }

  private DoubleColumn column(String name, IntToDoubleFunction value) {
    return DoubleColumn.create(name, IntStream.range(0, steps.size()).mapToDouble(value));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s; lowest smoothed loss at %.2e; %d batches: %s",
        halfway()
            .map(step -> String.format(Locale.ROOT, "suggested rate %.2e", step.rate()))
            .orElse("no rate to suggest, the loss does not fall"),
        atLowest(),
        steps.size(),
        ending);
  }
}
