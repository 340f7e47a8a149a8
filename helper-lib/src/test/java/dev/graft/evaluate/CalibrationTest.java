package dev.graft.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class CalibrationTest {
  @Test
  void temperatureAndLossEqualSciPys() {
    assertEquals(3, Recorded.figures("calibration").size());
    for (JsonNode recorded : Recorded.figures("calibration")) {
      Evaluation evaluation = evaluation(recorded);
      Calibration calibration = Calibration.fit(evaluation);
      assertEquals(recorded.get("temperature").asDouble(), calibration.temperature(), 1e-5);
      assertEquals(recorded.get("loss before").asDouble(), evaluation.loss(), 1e-6);
      Evaluation after = calibration.apply(evaluation);
      assertEquals(recorded.get("loss after").asDouble(), after.loss(), 1e-6);
      assertEquals(recorded.get("accuracy").asDouble(), evaluation.accuracy(), 1e-12);
      assertEquals(evaluation.accuracy(), after.accuracy());
      assertEquals(predicted(evaluation), predicted(after));
    }
  }

  @Test
  void theErrorEqualsNumPys() {
    for (JsonNode recorded : Recorded.figures("calibration")) {
      Evaluation before = evaluation(recorded);
      Evaluation after = Calibration.fit(before).apply(before);
      assertEquals(
          recorded.get("error before, 15 bins").asDouble(), before.calibrationError(), 1e-6);
      assertEquals(
          recorded.get("error before, 7 bins").asDouble(), before.calibrationError(7), 1e-6);
      assertEquals(recorded.get("error after, 15 bins").asDouble(), after.calibrationError(), 1e-5);
      assertTrue(after.calibrationError() < before.calibrationError());
    }
  }

  private static Evaluation evaluation(JsonNode recorded) {
    return Recorded.evaluation(
        0, recorded.get("classes").asInt(), recorded.get("scale").asDouble());
  }

  private static List<String> predicted(Evaluation evaluation) {
    return evaluation.predictions().stream().map(Prediction::predicted).toList();
  }

  /** Confidences just below 0.8, 0.6 and 0.9, and 0.5: an upper edge belongs to its bin. */
  @Test
  void reliabilityIsCountedByHand() {
    Evaluation evaluation =
        of(new int[] {0, 1, 0, 0}, new double[] {0.8, 0.6, 0.9, 0.5}, List.of("a", "b", "c", "d"));
    Table table = evaluation.reliability(5);
    assertEquals(List.of("from", "to", "images", "confidence", "accuracy"), table.columnNames());
    assertEquals(List.of(0.4, 0.6, 0.8), table.doubleColumn("from").asList());
    assertEquals(List.of(0.6, 0.8, 1.0), table.doubleColumn("to").asList());
    assertEquals(List.of(2, 1, 1), table.intColumn("images").asList());
    assertEquals(0.55, table.doubleColumn("confidence").get(0), 1e-6);
    assertEquals(List.of(0.5, 1.0, 1.0), table.doubleColumn("accuracy").asList());
    assertEquals(List.of(1, 3), evaluation.reliability(2).intColumn("images").asList());
    assertEquals((2 * 0.05 + 0.2 + 0.1) / 4, evaluation.calibrationError(5), 1e-6);
    assertEquals(Math.abs(0.75 - 0.7), evaluation.calibrationError(1), 1e-6);
  }

  /** Of two classes the first has these probabilities, from just below where they are edges. */
  private static Evaluation of(int[] labels, double[] first, List<String> ids) {
    float[][] logits = new float[first.length][];
    for (int i = 0; i < first.length; i++) {
      logits[i] = new float[] {(float) (Math.log(first[i] / (1 - first[i])) - 1e-7), 0};
    }
    logits[3] = new float[2];
    return Evaluation.of(List.of("ant", "bee"), ids, labels, logits);
  }

  @Test
  void noBinsAreRefused() {
    Evaluation evaluation = Recorded.evaluation(0, 3, 1);
    assertEquals(
        "bins is 0, must be at least 1",
        assertThrows(IllegalArgumentException.class, () -> evaluation.calibrationError(0))
            .getMessage());
  }

  @Test
  void whereAllIsRightItStopsCoolingAndSaysSo() {
    Evaluation right = Recorded.evaluation(0, 3, 0);
    Evaluation perfect =
        of(new int[4], new double[] {0.8, 0.6, 0.9, 0.5}, right.ids().subList(0, 4));
    Calibration calibration = Calibration.fit(perfect);
    assertEquals(0.05, calibration.temperature());
    assertEquals(
        "temperature 0.05000, the lowest there is: nothing held out was taken for another; hold"
            + " out more",
        calibration.toString());
  }

  @Test
  void whereNothingIsSaidItStopsHeatingAndSaysSo() {
    Evaluation backwards =
        of(new int[] {1, 1, 1, 1}, new double[] {0.8, 0.6, 0.9, 0.5}, List.of("a", "b", "c", "d"));
    Calibration calibration = Calibration.fit(backwards);
    assertEquals(20, calibration.temperature());
    assertEquals(
        "temperature 20.00, the highest there is: the logits say nothing of the classes held out",
        calibration.toString());
  }

  /** Where all logits are alike no temperature changes anything. */
  @Test
  void whereAllLogitsAreAlikeItIsTheHighest() {
    Evaluation alike =
        Evaluation.of(List.of("ant", "bee"), List.of("a", "b"), new int[] {0, 1}, new float[2][2]);
    assertEquals(20, Calibration.fit(alike).temperature());
  }

  @Test
  void aTemperatureCanBeWrittenDownAndTakenAgain() {
    Evaluation evaluation = Recorded.evaluation(0, 3, 6);
    Calibration calibration = Calibration.fit(evaluation);
    assertEquals("temperature 4.597", calibration.toString());
    Evaluation again = new Calibration(calibration.temperature()).apply(evaluation);
    assertEquals(calibration.apply(evaluation).loss(), again.loss());
    for (double wrong : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertEquals(
          "temperature is " + wrong + ", must be above 0 and finite",
          assertThrows(IllegalArgumentException.class, () -> new Calibration(wrong)).getMessage());
    }
  }

  @Test
  void predictionsAreCalibratedAlike() {
    Evaluation evaluation = Recorded.evaluation(0, 3, 6);
    Calibration calibration = Calibration.fit(evaluation);
    List<Prediction> expected = calibration.apply(evaluation).predictions();
    List<Prediction> calibrated = calibration.apply(evaluation.predictions());
    assertEquals(60, calibrated.size());
    for (int i = 0; i < calibrated.size(); i++) {
      Prediction one = calibrated.get(i);
      assertEquals(expected.get(i).predicted(), one.predicted());
      assertEquals(expected.get(i).confidence(), one.confidence(), 1e-6);
      assertEquals(expected.get(i).label(), one.label());
      assertEquals(i, one.index());
      assertEquals(one.confidence(), one.probabilities().stream().max(Double::compare).get());
      assertEquals(1, one.probabilities().stream().mapToDouble(p -> p).sum(), 1e-12);
    }
  }

  @Test
  void hugeLogitsAreCalibratedToo() {
    Evaluation sure =
        Evaluation.of(
            List.of("ant", "bee"),
            List.of("a", "b", "c", "d"),
            new int[] {0, 0, 0, 1},
            new float[][] {{1e4f, 0}, {10, 0}, {8, 0}, {9, 0}});
    assertTrue(Calibration.fit(sure).temperature() > 1);
    assertTrue(Double.isFinite(Calibration.fit(sure).apply(sure).loss()));
  }
}
