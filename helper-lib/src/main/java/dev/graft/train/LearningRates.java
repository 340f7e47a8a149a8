package dev.graft.train;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

  /**
   * One batch.
   *
   * @param batch counted from 1
   * @param rate by which the batch was learned from
   * @param loss of the batch, before that
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
   * Suggests the rate at which the smoothed loss falls steepest over the logarithm of the rate,
   * measured from five batches before to five after; the first tenth of the batches is left out,
   * since its means are of too few.
   *
   * @return a learning rate for {@link FineTune#learningRate}
   * @throws IllegalStateException when the loss falls nowhere
   */
  public double suggestion() {
    return steepest()
        .map(Step::rate)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "the loss falls at no rate from %.3g to %.3g; look at the table: the images may be learned already, or the batches too few"
                        .formatted(steps.get(0).rate(), steps.get(steps.size() - 1).rate())));
  }

  /**
   * Finds the rate at the lowest smoothed loss. A tenth of it is the older rule of thumb, a second
   * opinion on {@link #suggestion}.
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
   * Finds where the smoothed loss falls steepest over the logarithm of the rate.
   *
   * @return the step of {@link #suggestion}; empty when the loss falls nowhere
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
        steepest()
            .map(step -> String.format(Locale.ROOT, "suggested rate %.2e", step.rate()))
            .orElse("no rate to suggest, the loss does not fall"),
        atLowest(),
        steps.size(),
        ending);
  }
}
