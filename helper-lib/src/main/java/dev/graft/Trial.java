package dev.graft;

import dev.graft.train.FineTune;
import java.util.Comparator;
import java.util.Locale;

/**
 * One setting of a search and what became of it.
 *
 * <pre>{@code
 * var best = found.best();
 * replaceHead(model, best.head());
 * fineTune(model, train, data.validation(), best.fineTune());
 * }</pre>
 *
 * @param number of the trial, from 1
 * @param backbone it used
 * @param blocks of the backbone that learned, counted from the last; 0: the head alone
 * @param head it grafted on
 * @param fineTune how it was trained
 * @param accuracy share of the judging images that was right, 0…1; no number where the loss was
 *     none, or answers are no classes
 * @param loss mean over the judging images
 */
public record Trial(
    int number,
    Pretrained backbone,
    int blocks,
    Head head,
    FineTune fineTune,
    double accuracy,
    double loss) {
  /** The one trained longest first, then the most accurate, then the lower loss. */
  static final Comparator<Trial> BEST_FIRST =
      Comparator.comparingInt((Trial trial) -> -trial.fineTune().epochs())
          .thenComparingDouble(trial -> Double.isNaN(trial.accuracy) ? 1 : -trial.accuracy)
          .thenComparingDouble(Trial::loss)
          .thenComparingInt(Trial::number);

  /**
   * Reads the dropout of the head.
   *
   * @return the last one before the classifier; 0 where there is none
   */
  public double dropout() {
    return head.layers().stream()
        .filter(Head.Layer.Dropout.class::isInstance)
        .mapToDouble(layer -> ((Head.Layer.Dropout) layer).rate())
        .reduce(0, (before, next) -> next);
  }

  /** Tells whether an answer is right or wrong, so that there is an accuracy. */
  boolean isOfClasses() {
    return head.output() == Head.Output.SOFTMAX || head.output() == Head.Output.BINARY;
  }

  /** Says by what it is judged. */
  String figure() {
    return isOfClasses()
        ? String.format(Locale.ROOT, "accuracy %.3f", accuracy)
        : String.format(Locale.ROOT, "loss %.4f", loss);
  }

  Trial judged(double share, double itsLoss) {
    return new Trial(number, backbone, blocks, head, fineTune, share, itsLoss);
  }

  Trial epochs(int count) {
    FineTune longer = fineTune.lasting(count);
    return new Trial(number, backbone, blocks, head, longer, Double.NaN, Double.NaN);
  }
}
