package dev.graft.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Chooses the strength of a logistic regression by folds, then solves it on all rows. Each fold
 * goes on from its optimum at the strength before; once the folds have become worse twice in a row,
 * weaker penalties are not tried.
 */
final class Solving {
  /** Of the steepest slope, a share of the rows: folds only compare. */
  private static final double ROUGH = 1e-4;

  private static final int WORSE = 2;

  private final ProbeRows rows;
  private final List<Double> strengths;
  private final int folds;

  /** The fold of each row. */
  private final int[] dealt;

  Solving(ProbeRows rows, List<Double> strengths, int folds, long seed) {
    this.rows = rows;
    this.strengths = strengths;
    this.folds = folds;
    this.dealt = rows.folds(folds, seed);
  }

  LinearClassifier classifier() {
    List<LinearClassifier.Tried> tried = strengths.size() == 1 ? List.of() : tried();
    double best =
        tried.stream()
            .min((a, b) -> Double.compare(a.loss(), b.loss()))
            .map(LinearClassifier.Tried::strength)
            .orElseGet(() -> strengths.get(0));
    LogisticRegression all = rows.regression(best);
    double[] weights = all.minimize(all.nothing(), Lbfgs.TOLERANCE);
    double objective = all.value(weights, all.nothing());
    return LinearClassifier.of(rows.classes(), all.uncentred(weights), best, objective, tried);
  }

  private List<LinearClassifier.Tried> tried() {
    double[][] from = new double[folds][];
    List<LinearClassifier.Tried> tried = new ArrayList<>();
    double least = Double.POSITIVE_INFINITY;
    int worse = 0;
    for (double strength : strengths) {
      LinearClassifier.Tried now = tried(strength, from);
      tried.add(now);
      worse = now.loss() < least ? 0 : worse + 1;
      least = Math.min(least, now.loss());
      if (worse == WORSE) {
        break;
      }
    }
    return tried;
  }

  private LinearClassifier.Tried tried(double strength, double[][] from) {
    double loss = 0;
    int right = 0;
    for (int fold = 0; fold < from.length; fold++) {
      if (Thread.interrupted()) {
        throw new CancellationException("interrupted while a linear head was solved");
      }
      ProbeRows held = rows.part(dealt, fold, true);
      ProbeRows others = rows.part(dealt, fold, false);
      if (held.labels().length == 0 || others.labels().length == 0) {
        continue;
      }
      LogisticRegression regression = others.regression(strength);
      double[] start = from[fold] == null ? regression.nothing() : from[fold];
      from[fold] = regression.minimize(start, ROUGH * others.labels().length);
      double[][] learned = regression.uncentred(from[fold]);
      loss += LogisticRegression.loss(learned, held.inputs(), held.labels()) * held.labels().length;
      right += right(learned, held);
    }
    int count = rows.labels().length;
    return new LinearClassifier.Tried(strength, (double) right / count, loss / count);
  }

  private static int right(double[][] learned, ProbeRows held) {
    int right = 0;
    for (int i = 0; i < held.labels().length; i++) {
      double[] logits = LogisticRegression.logits(learned, held.inputs()[i]);
      int most = 0;
      for (int c = 1; c < logits.length; c++) {
        most = logits[c] > logits[most] ? c : most;
      }
      right += most == held.labels()[i] ? 1 : 0;
    }
    return right;
  }
}
