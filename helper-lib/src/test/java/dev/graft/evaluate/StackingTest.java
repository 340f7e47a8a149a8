package dev.graft.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class StackingTest {
  @Test
  void weightsAndProbabilitiesEqualScikitLearns() {
    assertEquals(3, Recorded.figures("stacking").size());
    for (JsonNode recorded : Recorded.figures("stacking")) {
      List<Evaluation> members = members(recorded);
      Stacking stacking = Stacking.fit(members);
      Table weights = stacking.weights();
      JsonNode coefficients = recorded.get("coefficients");
      assertEquals(1 + coefficients.size(), weights.columnCount());
      for (int row = 0; row < coefficients.size(); row++) {
        double[] learned = weights.doubleColumn(row + 1).asDoubleArray();
        int last = learned.length - 1;
        assertArrayEquals(
            Recorded.numbers(coefficients.get(row)), Arrays.copyOf(learned, last), 1e-5);
        assertEquals(recorded.get("intercepts").get(row).asDouble(), learned[last], 1e-5);
      }
      Evaluation combined = stacking.combine(members);
      for (int i = 0; i < 5; i++) {
        double[] probabilities = probabilities(combined, i);
        assertArrayEquals(
            Recorded.numbers(recorded.get("probabilities").get(i)), probabilities, 1e-5);
      }
      assertEquals(recorded.get("accuracy").asDouble(), combined.accuracy(), 1e-12);
    }
  }

  private static List<Evaluation> members(JsonNode recorded) {
    JsonNode scales = recorded.get("scales");
    return IntStream.range(0, scales.size())
        .mapToObj(
            m -> Recorded.evaluation(m, recorded.get("classes").asInt(), scales.get(m).asDouble()))
        .toList();
  }

  private static double[] probabilities(Evaluation evaluation, int image) {
    return evaluation.predictions().get(image).probabilities().stream()
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  @Test
  void whoeverIsRightIsTrusted() {
    Evaluation right = said(0, 1, 0, 1);
    Evaluation wrong = said(1, 0, 1, 0);
    Stacking stacking = Stacking.fit(List.of(wrong, right));
    assertEquals(1, stacking.combine(List.of(wrong, right)).accuracy());
    Table weights = stacking.weights();
    assertEquals(List.of("log-probability", "bee"), weights.columnNames());
    assertEquals(
        List.of("member 1: ant", "member 1: bee", "member 2: ant", "member 2: bee", "intercept"),
        weights.stringColumn(0).asList());
    assertEquals("stacking of 2 members", stacking.toString().lines().findFirst().orElseThrow());
  }

  /** Says so, surely, of four images that are ant, bee, ant, bee. */
  private static Evaluation said(int... classes) {
    float[][] logits = new float[classes.length][2];
    for (int i = 0; i < classes.length; i++) {
      logits[i][classes[i]] = 3;
    }
    return Evaluation.of(
        List.of("ant", "bee"), List.of("a", "b", "c", "d"), new int[] {0, 1, 0, 1}, logits);
  }

  @Test
  void othersThanWereFittedAreRefused() {
    Stacking stacking = Stacking.fit(List.of(said(0, 1, 0, 1)));
    List<Evaluation> two = List.of(said(0, 1, 0, 1), said(0, 1, 0, 1));
    assertEquals(
        "2 members of the classes [ant, bee], fitted to 1 of [ant, bee]",
        assertThrows(IllegalArgumentException.class, () -> stacking.combine(two)).getMessage());
    assertEquals(
        "no members in the ensemble; one or more are needed",
        assertThrows(IllegalArgumentException.class, () -> Stacking.fit(List.of())).getMessage());
  }

  @Test
  void membersOfOtherImagesAreRefused() {
    Stacking stacking = Stacking.fit(List.of(said(0, 1, 0, 1), said(0, 1, 1, 1)));
    Evaluation others =
        Evaluation.of(
            List.of("ant", "bee"), List.of("a", "b", "c", "e"), new int[4], new float[4][2]);
    assertEquals(
        "member 2 was evaluated on other images than member 1; evaluate all on the same set",
        assertThrows(
                IllegalArgumentException.class,
                () -> stacking.combine(List.of(said(0, 1, 0, 1), others)))
            .getMessage());
  }

  @Test
  void aClassWithoutImagesIsRefused() {
    Evaluation ants =
        Evaluation.of(List.of("ant", "bee"), List.of("a"), new int[1], new float[1][2]);
    assertEquals(
        "no image of class \"bee\" to learn from; each class needs one or more",
        assertThrows(IllegalArgumentException.class, () -> Stacking.fit(List.of(ants)))
            .getMessage());
  }

  /** 30 classes and 3 members are 2,730 weights. */
  @Test
  void manyClassesConverge() {
    int classes = 30;
    List<String> names = IntStream.range(0, classes).mapToObj(c -> "class " + c).toList();
    List<String> ids = IntStream.range(0, 300).mapToObj(i -> "image " + i).toList();
    int[] labels = IntStream.range(0, 300).map(i -> i % classes).toArray();
    List<Evaluation> members =
        IntStream.range(0, 3)
            .mapToObj(m -> Evaluation.of(names, ids, labels, noisy(labels, classes, m)))
            .toList();
    var regression = new LogisticRegression(Stacking.inputs(members), labels, classes, 1);
    double[] gradient = new double[classes * (3 * classes + 1)];
    regression.value(Lbfgs.minimize(regression, gradient, Lbfgs.TOLERANCE), gradient);
    assertArrayEquals(new double[gradient.length], gradient, 1e-5);
  }

  private static float[][] noisy(int[] labels, int classes, int member) {
    float[][] logits = new float[labels.length][classes];
    for (int i = 0; i < labels.length; i++) {
      for (int c = 0; c < classes; c++) {
        logits[i][c] = (float) (4 * Math.sin(i * 1.3 + c * (2.1 + member)));
      }
      logits[i][labels[i]] += 2;
    }
    return logits;
  }
}
