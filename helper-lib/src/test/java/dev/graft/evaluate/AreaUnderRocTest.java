package dev.graft.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** Figures of {@code record_roc.py}, which computes the same logits; many are equal. */
class AreaUnderRocTest {
  private static final int IMAGES = 50;
  private static final List<String> CLASSES = List.of("a", "b", "c", "d");
  private static final double[] AREAS = {
    0.7579365079365079, 0.7999999999999999, 0.8342857142857143, 0.9044289044289044
  };

  private static Evaluation evaluation() {
    float[][] logits = new float[IMAGES][4];
    int[] labels = new int[IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      labels[i] = (3 * i + i / 7) % 4;
      for (int c = 0; c < 4; c++) {
        int step = (37 * i + 11 * c * c + 5 * i * c) % 13;
        logits[i][c] = step / 4f + (labels[i] == c ? 0.75f : 0);
      }
    }
    List<String> ids = IntStream.range(0, IMAGES).mapToObj(i -> i + ".png").toList();
    return Evaluation.of(CLASSES, ids, labels, logits);
  }

  @Test
  void areasAreScikitLearns() {
    Evaluation result = evaluation();
    for (int c = 0; c < 4; c++) {
      assertEquals(AREAS[c], result.areaUnderRoc(CLASSES.get(c)), 1e-12);
    }
    assertEquals(0.8241627816627817, result.areaUnderRoc(), 1e-12);
  }

  /** {@code 0 1 2 0 1 2 …} against {@code 0 1 1 0 …}: nearly all pairs are ties or chance. */
  @Test
  void tiesCountByHalf() {
    float[] scores = new float[IMAGES];
    boolean[] there = new boolean[IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      scores[i] = i % 3;
      there[i] = (3 * i + i / 7) % 4 % 2 == 1;
    }
    assertEquals(0.5114942528735632, new RankedScores(scores, there).areaUnderRoc(), 1e-12);
    assertEquals(0.5, new RankedScores(new float[IMAGES], there).areaUnderRoc(), 1e-12);
  }

  @Test
  void ofOneKindAloneThereIsNoArea() {
    assertEquals(Double.NaN, new RankedScores(new float[3], new boolean[3]).areaUnderRoc());
    assertThrows(IllegalArgumentException.class, () -> evaluation().areaUnderRoc("e"));
  }

  /** The area under the table is the area; ties are one step, as in scikit-learn's roc_curve. */
  @Test
  void theCurveHasTheArea() {
    Evaluation result = evaluation();
    for (int c = 0; c < 4; c++) {
      Table roc = result.roc(CLASSES.get(c));
      assertEquals(
          List.of("threshold", "false positive rate", "true positive rate"), roc.columnNames());
      double[] x = roc.doubleColumn(1).asDoubleArray();
      double[] y = roc.doubleColumn(2).asDoubleArray();
      double area = 0;
      for (int i = 1; i < x.length; i++) {
        area += (x[i] - x[i - 1]) * (y[i] + y[i - 1]) / 2;
      }
      assertEquals(AREAS[c], area, 1e-12);
      assertEquals(Double.POSITIVE_INFINITY, roc.doubleColumn(0).get(0));
      assertEquals(List.of(0.0, 0.0), List.of(x[0], y[0]));
      assertEquals(List.of(1.0, 1.0), List.of(x[x.length - 1], y[y.length - 1]));
    }
    assertThrows(IllegalArgumentException.class, () -> result.roc("e"));
  }
}
