package dev.graft.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class Evaluation_ThresholdTest {
  /** Probabilities of a, b, c: in tenths 5 3 2, 2 3 5, 1 6 3, 3 3 4. */
  private static final Evaluation FOUR =
      Evaluation.of(
          List.of("a", "b", "c"),
          List.of("w", "x", "y", "z"),
          new int[] {0, 1, 1, 0},
          new float[][] {logs(5, 3, 2), logs(2, 3, 5), logs(1, 6, 3), logs(3, 3, 4)});

  private static float[] logs(double... tenths) {
    float[] logs = new float[tenths.length];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = (float) Math.log(tenths[i] / 10);
    }
    return logs;
  }

  private static List<String> decided(Evaluation evaluation) {
    return evaluation.predictions().stream().map(Prediction::predicted).toList();
  }

  @Test
  void aClassIsDecidedForFromItsThresholdOn() {
    assertEquals(List.of("a", "c", "b", "c"), decided(FOUR));
    assertEquals(List.of("b", "b", "b", "b"), decided(FOUR.threshold("b", 0.2999)));
    assertEquals(List.of("a", "c", "b", "c"), decided(FOUR.threshold("b", 0.5)));
    assertEquals(List.of("a", "c", "c", "c"), decided(FOUR.threshold("b", 0.7)));
    assertEquals(List.of("b", "c", "b", "c"), decided(FOUR.threshold("a", 0.9)));
    assertEquals(
        List.of("a", "c", "b", "a"), decided(FOUR.threshold("b", 0.2).threshold("a", 0.2999)));
  }

  @Test
  void everyFigureIsOfTheDecisionAndNoProbabilityChanges() {
    Evaluation read = FOUR.threshold("b", 0.2999);
    assertEquals(0.5, read.accuracy());
    assertEquals(1, read.recall("b"));
    assertEquals(0.5, read.precision("b"));
    assertEquals(0, read.recall("a"));
    assertArrayEquals(new int[][] {{0, 2, 0}, {0, 2, 0}, {0, 0, 0}}, read.confusion());
    assertEquals(Wilson.share(2, 4), read.intervals().precision("b"));
    assertEquals(FOUR.loss(), read.loss());
    assertEquals(
        FOUR.predictions().get(1).probabilities(), read.predictions().get(1).probabilities());
    assertEquals(0.3, read.mistakes().get(0).confidence(), 1e-6);
    assertEquals(
        Set.of("w", "z"),
        read.mistakes().stream().map(Prediction::image).collect(Collectors.toSet()));
  }

  /** What is decided for comes first, then the others by their probability. */
  @Test
  void theDecidedClassStandsBeforeTheMoreProbable() {
    Evaluation read = FOUR.threshold("b", 0.2999);
    assertEquals(0.75, read.topK(2), "of z, b comes first, then c, then a");
    assertEquals(1, read.topK(3));
    assertEquals(0.5, FOUR.topK(1));
    assertEquals(0.25, FOUR.threshold("b", 0.7).topK(1), "w alone");
    assertEquals(1, FOUR.threshold("b", 0.7).topK(2), "of y, c comes first, then b");
  }

  /** Recorded by record_intervals.py. */
  @Test
  void thresholdsAreScikitLearnsCurve() {
    for (JsonNode recorded : Recorded.intervals("evaluations")) {
      Evaluation evaluation =
          Recorded.evaluation(0, recorded.get("classes").asInt(), recorded.get("scale").asDouble());
      for (int c = 0; c < evaluation.classes().size(); c++) {
        JsonNode curve = recorded.get("curve " + c);
        Table table = evaluation.thresholds(evaluation.classes().get(c));
        assertColumn(curve, "threshold", "thresholds", table);
        assertColumn(curve, "precision", "precision", table);
        assertColumn(curve, "recall", "recall", table);
      }
    }
  }

  /** Scikit-learn ends its curve with a point without threshold: precision 1, recall 0. */
  private static void assertColumn(JsonNode curve, String column, String recorded, Table table) {
    double[] expected = Recorded.numbers(curve.get(recorded));
    double[] values = table.doubleColumn(column).asDoubleArray();
    assertArrayEquals(Arrays.copyOf(expected, values.length), values, 1e-6);
    assertEquals(curve.get("thresholds").size(), values.length);
  }

  @Test
  void eachRowIsTheEvaluationReadAtItsThreshold() {
    Evaluation evaluation = Recorded.evaluation(0, 5, 3);
    Table table = evaluation.thresholds("fly");
    table.forEach(
        row -> {
          Evaluation read = evaluation.threshold("fly", row.getDouble("threshold"));
          assertEquals(read.precision("fly"), row.getDouble("precision"), 1e-12);
          assertEquals(read.recall("fly"), row.getDouble("recall"), 1e-12);
          assertEquals(read.f1("fly"), row.getDouble("F1"), 1e-12);
        });
    assertEquals(60, table.intColumn("taken").get(0));
    assertEquals("thresholds of fly", table.name());
  }

  @Test
  void messagesNameWhatIsWrong() {
    assertEquals(
        "threshold is 0.0, must be above 0 and at most 1",
        assertThrows(IllegalArgumentException.class, () -> FOUR.threshold("a", 0)).getMessage());
    assertEquals(
        "no class \"moth\"; there are a, b, c",
        assertThrows(IllegalArgumentException.class, () -> FOUR.thresholds("moth")).getMessage());
  }
}
