package dev.graft;

import dev.graft.train.FineTune;
import java.util.Comparator;

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
 *     none
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

  Trial judged(double share, double itsLoss) {
    return new Trial(number, backbone, blocks, head, fineTune, share, itsLoss);
  }

  Trial epochs(int count) {
    FineTune longer = fineTune.lasting(count);
    return new Trial(number, backbone, blocks, head, longer, Double.NaN, Double.NaN);
  }
}
