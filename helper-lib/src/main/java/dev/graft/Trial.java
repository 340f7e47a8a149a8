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
 * @param score on what judges it, 1 at best: accuracy of classes, mean IoU of masks, mean average
 *     precision of tags, R² of numbers; no number where the loss was none
 * @param loss mean over what judges it
 */
public record Trial(
    int number,
    Pretrained backbone,
    int blocks,
    Head head,
    FineTune fineTune,
    double score,
    double loss) {
  /** The one trained longest first, then the higher score, no number last, then the lower loss. */
  static final Comparator<Trial> BEST_FIRST =
      Comparator.comparingInt((Trial trial) -> -trial.fineTune().epochs())
          .thenComparingDouble(trial -> -trial.score)
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

  /** Names the figure that heads of a kind are judged by, as an epoch has it. */
  static String judge(Head head) {
    return AnswerKind.of(head.output()).judge();
  }

  /** Says by what it is judged. */
  String figure() {
    return String.format(Locale.ROOT, "%s %.3f", judge(head), score);
  }

  Trial judged(double itsScore, double itsLoss) {
    return new Trial(number, backbone, blocks, head, fineTune, itsScore, itsLoss);
  }

  Trial epochs(int count) {
    FineTune longer = fineTune.lasting(count);
    return new Trial(number, backbone, blocks, head, longer, Double.NaN, Double.NaN);
  }
}
