package dev.graft.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against what {@code record_linear_probe.py} recorded of scikit-learn. */
class LinearProbeTest {
  private static final int ROWS = 60;
  private static final int WIDTH = 12;

  static List<JsonNode> recorded() throws IOException {
    List<JsonNode> cases = new ArrayList<>();
    new ObjectMapper()
        .readTree(LinearProbeTest.class.getResourceAsStream("/reference/linear-probe.json"))
        .forEach(cases::add);
    return cases;
  }

  private static Features features(int classes) {
    float[][] values = new float[ROWS][WIDTH];
    for (int i = 0; i < ROWS; i++) {
      for (int k = 0; k < WIDTH; k++) {
        values[i][k] = (float) (Math.sin(1 + 0.7 * i + 1.3 * k) + (k == i % classes ? 0.8 : 0));
      }
    }
    return of(classes, values, IntStream.range(0, ROWS).map(i -> i % classes).toArray());
  }

  private static Features of(int classes, float[][] values, int... labels) {
    List<String> names = IntStream.range(0, classes).mapToObj(c -> "class " + c).toList();
    List<String> ids = IntStream.range(0, labels.length).mapToObj(i -> i + ".png").toList();
    return new Features(names, ids, labels, values);
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void theOptimumIsScikitLearns(JsonNode its) {
    int classes = its.get("classes").asInt();
    double strength = its.get("strength").asDouble();
    LinearClassifier found = LinearProbe.logistic().strengths(strength).solve(features(classes));
    double objective = its.get("objective").asDouble();
    assertEquals(objective, found.objective(), 1e-6 * objective);
    assertEquals(its.get("weight").asDouble(), found.weights()[classes - 1][0], 1e-4);
    assertEquals(its.get("bias").asDouble(), found.biases()[classes - 1], 1e-4);
    assertEquals(List.of(), found.tried());
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void prototypesAreScikitLearnsNearestCentroid(JsonNode its) {
    Features features = features(its.get("classes").asInt());
    int[] nearest = IntStream.range(0, ROWS).map(i -> its.get("nearest").get(i).asInt()).toArray();
    Evaluation said = LinearProbe.prototypes().solve(features).evaluate(features);
    int[] predicted =
        said.predictions().stream().mapToInt(p -> p.classes().indexOf(p.predicted())).toArray();
    assertArrayEquals(nearest, predicted);
  }

  /** At the scale found, rows left out of their class's mean are likelier than at others. */
  @Test
  void prototypesAreAsSureAsTheyAreRight() {
    Features features = features(3);
    LinearClassifier found = LinearProbe.prototypes().solve(features);
    double scale = found.strength();
    assertEquals(leftOut(features, scale), found.objective(), 1e-6);
    assertTrue(found.objective() < leftOut(features, scale * 1.05));
    assertTrue(found.objective() < leftOut(features, scale / 1.05));
  }

  /** Means computed anew without each row. */
  private static double leftOut(Features features, double scale) {
    float[][] values = features.values();
    int[] labels = features.labels();
    double loss = 0;
    for (int i = 0; i < values.length; i++) {
      double[] logits = new double[3];
      for (int c = 0; c < 3; c++) {
        double[] mean = new double[WIDTH];
        int count = 0;
        for (int j = 0; j < values.length; j++) {
          count += j != i && labels[j] == c ? 1 : 0;
          for (int k = 0; k < WIDTH && j != i && labels[j] == c; k++) {
            mean[k] += values[j][k];
          }
        }
        for (int k = 0; k < WIDTH; k++) {
          double apart = values[i][k] - mean[k] / count;
          logits[c] -= scale * apart * apart / 2;
        }
      }
      double sum = 0;
      for (double logit : logits) {
        sum += Math.exp(logit - logits[labels[i]]);
      }
      loss += Math.log(sum);
    }
    return loss;
  }

  @Test
  void theStrengthWhoseHeldOutRowsAreLikeliestIsChosen() {
    LinearClassifier found = LinearProbe.logistic().solve(features(3));
    double least =
        found.tried().stream().mapToDouble(LinearClassifier.Tried::loss).min().orElseThrow();
    LinearClassifier.Tried chosen =
        found.tried().stream().filter(t -> t.strength() == found.strength()).findFirst().get();
    assertEquals(least, chosen.loss());
    assertTrue(chosen.loss() < Math.log(3) && chosen.accuracy() > 1.0 / 3);
    assertEquals(found.tried().size(), found.toTable().rowCount());
  }

  /** Noise: nothing is to be learned, and the strongest penalty says so best. */
  @Test
  void ofNoiseTheStrongestPenaltyIsChosen() {
    Random random = new Random(3);
    float[][] noise = new float[80][WIDTH];
    for (float[] row : noise) {
      for (int k = 0; k < WIDTH; k++) {
        row[k] = (float) random.nextGaussian();
      }
    }
    int[] labels = IntStream.range(0, 80).map(i -> i % 2).toArray();
    LinearClassifier found = LinearProbe.logistic().solve(of(2, noise, labels));
    assertTrue(found.strength() <= 1e-1, () -> "" + found.tried());
  }

  /** Two views of each, all noise: asked about one after learning from the other, it would know. */
  @Test
  void viewsOfAnImageAreHeldOutTogether() {
    Random random = new Random(3);
    float[][] noise = new float[80][WIDTH];
    for (int i = 0; i < 80; i++) {
      for (int k = 0; k < WIDTH; k++) {
        noise[i][k] = i < 40 ? (float) random.nextGaussian() : noise[i - 40][k];
      }
    }
    int[] labels = IntStream.range(0, 80).map(i -> i % 2).toArray();
    Features apart = of(2, noise, labels);
    List<String> ids = IntStream.range(0, 80).mapToObj(i -> i % 40 + ".png").toList();
    Features together = new Features(apart.classes(), ids, labels, noise);
    double strength = LinearProbe.logistic().solve(together).strength();
    assertTrue(strength <= 1e-1, () -> "" + strength);
    assertTrue(LinearProbe.logistic().solve(apart).strength() > strength);
  }

  @Test
  void theSameRowsGiveTheSameBits() {
    LinearClassifier first = LinearProbe.logistic().solve(features(3));
    LinearClassifier second = LinearProbe.logistic().solve(features(3));
    assertArrayEquals(first.weights(), second.weights());
    assertEquals(first.tried(), second.tried());
  }

  @Test
  void aClassOfOneImageIsSolvedToo() {
    float[][] rows = {{0, 0}, {0, 1}, {5, 5}};
    Features features = of(2, rows, 0, 0, 1);
    for (LinearProbe probe : List.of(LinearProbe.logistic(), LinearProbe.prototypes())) {
      assertEquals(1.0, probe.solve(features).evaluate(features).accuracy(), probe.toString());
    }
  }

  private static void refused(String message, org.junit.jupiter.api.function.Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void whatCannotBeSolvedIsRefusedByName() {
    LinearProbe probe = LinearProbe.logistic();
    refused(
        "no image of class \"class 1\" to learn from; each class needs one or more",
        () -> probe.solve(of(2, new float[][] {{1}}, 0)));
    refused(
        "feature 1 of \"1.png\" is NaN, must be a finite number",
        () -> probe.solve(of(2, new float[][] {{1, 2}, {1, Float.NaN}}, 0, 1)));
    refused(
        "strengths is [1.0, 0.5], must be one or more numbers above 0, rising",
        () -> probe.strengths(1, 0.5));
    refused("folds is 1, must be at least 2", () -> probe.folds(1));
    LinearClassifier two = probe.strengths(1).solve(features(2));
    refused(
        "features of [class 0, class 1, class 2], 12 each; this classifier knows [class 0, class"
            + " 1] by 12",
        () -> two.evaluate(features(3)));
  }
}
