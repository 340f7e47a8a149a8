package dev.graft.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Facts as scikit-learn 1.7 has them for labels 0 0 0 0 1 1 and what is taken below. */
class MetricTest {
  private static final int[] LABELS = {0, 0, 0, 0, 1, 1};

  /** Taken for 0 0 0 1 1 2; class 2 has no image, but is predicted. */
  private static final float[][] LOGITS = {
    {3, 2, 1}, {3, 1, 2}, {3, 2, 1}, {2, 3, 1}, {1, 3, 2}, {2, 1, 3}
  };

  private static double figure(Metric metric) {
    Metric.Counts counts = metric.start(3);
    for (int i = 0; i < LABELS.length; i++) {
      counts.add(LOGITS[i], LABELS[i]);
    }
    return counts.value();
  }

  @Test
  void accuracyIsTheShareOfImages() {
    assertEquals(4 / 6.0, figure(Metrics.accuracy()), 1e-12);
    assertEquals(5 / 6.0, figure(Metrics.topK(2)), 1e-12);
    assertEquals(1, figure(Metrics.topK(3)));
  }

  /** balanced_accuracy_score: (3/4 + 1/2) / 2, class 2 has no image. */
  @Test
  void balancedAccuracyIsTheMeanRecall() {
    assertEquals(0.625, figure(Metrics.balancedAccuracy()), 1e-12);
  }

  /** f1_score(average="macro"): (6/7 + 1/2 + 0) / 3, class 2 is predicted. */
  @Test
  void macroF1IsThatOfAnEvaluation() {
    Evaluation result =
        Evaluation.of(
            List.of("a", "b", "c"), List.of("1", "2", "3", "4", "5", "6"), LABELS, LOGITS);
    assertEquals((6 / 7.0 + 0.5) / 3, figure(Metrics.macroF1()), 1e-12);
    assertEquals(result.macroF1(), result.figure(Metrics.macroF1()), 1e-12);
    assertEquals(result.accuracy(), result.figure(Metrics.accuracy()), 1e-12);
    assertEquals(result.topK(2), result.figure(Metrics.topK(2)), 1e-12);
  }

  @Test
  void ofNoImageThereIsNoFigure() {
    for (Metric metric :
        List.of(
            Metrics.accuracy(), Metrics.balancedAccuracy(), Metrics.macroF1(), Metrics.topK(1))) {
      assertEquals(Double.NaN, metric.start(2).value(), metric.name());
    }
  }

  @Test
  void allOfThemGoOnFromAState() {
    for (Metric metric :
        List.of(
            Metrics.accuracy(), Metrics.balancedAccuracy(), Metrics.macroF1(), Metrics.topK(1))) {
      Metric.Counts counts = metric.start(2);
      counts.add(new float[] {1, 0}, 0);
      counts.add(new float[] {1, 0}, 1);
      Metric.Counts again = metric.start(2);
      again.restore(counts.state());
      assertArrayEquals(counts.state(), again.state(), metric.name());
      again.add(new float[] {0, 1}, 1);
      counts.add(new float[] {0, 1}, 1);
      assertEquals(counts.value(), again.value(), metric.name());
    }
  }

  @Test
  void amongNoneIsNoRank() {
    assertEquals(
        "k is 0, must be at least 1",
        assertThrows(IllegalArgumentException.class, () -> Metrics.topK(0)).getMessage());
  }
}
