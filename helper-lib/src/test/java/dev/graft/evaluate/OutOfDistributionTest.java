package dev.graft.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutOfDistributionTest {
  private static final float[][] SIX = {
    {2, 0}, {3, 4}, {0, 1}, {0, 5}, {-1, 0}, {-7, 0},
  };

  /** By hand: of the directions 0°, 53°, 90°, 90°, 180°, 180°, the fifth nearest of each. */
  @Test
  void theDistanceIsThatOfTheFifthDirection() {
    OutOfDistribution kinds = OutOfDistribution.of(SIX, SIX, 0.5);
    assertEquals(5, kinds.neighbours());
    assertEquals(2, kinds.width());
    assertEquals(2, kinds.distance(9, 0), 1e-6, "180° away");
    assertEquals(Math.sqrt(2), kinds.distance(0, 2), 1e-6, "180° or 0°, 90° away");
    assertEquals(Math.sqrt(2 + 2 * 0.8), kinds.distance(4, -3), 1e-6, "143° away");
    assertArrayEquals(new float[] {0.6f, 0.8f}, kinds.rows()[1], 1e-6f);
    assertArrayEquals(
        new double[] {kinds.distance(9, 0), kinds.distance(0, 2)},
        kinds.distances(new float[][] {{9, 0}, {0, 2}}));
  }

  /** Rank 3 of 4 distances: 5 × 0.6. */
  @Test
  void theThresholdIsTheRankedDistance() {
    float[][] known = {{1, 0}, {1, 0}};
    float[][] held = {{1, 1}, {1, 0}, {0, 1}, {-1, 1}};
    assertEquals(Math.sqrt(2), OutOfDistribution.of(known, held, 0.6).threshold(), 1e-6);
    double last = Math.sqrt(2 + Math.sqrt(2));
    assertEquals(last, OutOfDistribution.of(known, held, 0.8).threshold(), 1e-6);
    OutOfDistribution few = OutOfDistribution.of(known, held, 0.81);
    assertEquals(2, few.threshold(), "too few for such a promise: all is known");
    assertTrue(few.known(2));
    OutOfDistribution kinds = OutOfDistribution.of(known, held, 0.4);
    assertTrue(kinds.known(kinds.threshold()));
    assertFalse(kinds.known(kinds.threshold() + 1e-9));
  }

  /** Over 20 draws of 200 and 200, within what a binomial and its promises allow. */
  @ParameterizedTest
  @ValueSource(doubles = {0.9, 0.95, 0.99})
  void asManyNewOnesAreKnownAsWasPromised(double promised) {
    int known = 0;
    int count = 0;
    for (int split = 0; split < 20; split++) {
      Random random = new Random(split);
      OutOfDistribution kinds =
          OutOfDistribution.of(draw(100, random), draw(200, random), promised);
      for (double distance : kinds.distances(draw(200, random))) {
        known += kinds.known(distance) ? 1 : 0;
        count++;
      }
    }
    double deviation = Math.sqrt(2 * promised * (1 - promised) / count);
    double share = (double) known / count;
    // a rank of 201 promises up to 1/201 more than was asked for
    assertEquals(promised, share, 4 * deviation + 1.0 / 201);
  }

  private static float[][] draw(int count, Random random) {
    float[][] rows = new float[count][8];
    for (float[] row : rows) {
      for (int k = 0; k < row.length; k++) {
        row[k] = (float) random.nextGaussian() + k;
      }
    }
    return rows;
  }

  @Test
  void kindsThatLieElsewhereAreToldApart() {
    Random random = new Random(1);
    OutOfDistribution kinds = OutOfDistribution.of(draw(100, random), draw(100, random), 0.95);
    double[] same = kinds.distances(draw(100, random));
    float[][] away = draw(100, random);
    for (float[] row : away) {
      row[7] = -row[7];
    }
    double[] foreign = kinds.distances(away);
    Evaluation apart = kinds.apart(same, foreign);
    assertEquals(List.of("known", "foreign"), apart.classes());
    assertTrue(apart.areaUnderRoc("foreign") > 0.99);
    assertEquals(
        (double) java.util.Arrays.stream(foreign).filter(d -> !kinds.known(d)).count() / 100,
        apart.recall("foreign"));
    assertEquals(0.5, kinds.apart(same, same).areaUnderRoc("foreign"), 1e-12);
  }

  @Test
  void manyRowsAreThinnedOutAndZerosStay() {
    float[][] many = new float[25_000][];
    for (int i = 0; i < many.length; i++) {
      many[i] = new float[] {i, 25_000};
    }
    OutOfDistribution kinds = OutOfDistribution.of(many, SIX, 0.5);
    assertEquals(10_000, kinds.rows().length);
    assertEquals(0, kinds.rows()[0][0]);
    assertEquals(1, kinds.rows()[9_999][0] / kinds.rows()[9_999][1], 1e-3);
    assertEquals(267, OutOfDistribution.most(62_720));
    assertEquals(1, OutOfDistribution.most(1 << 30));
    float[][] nothing = {{0, 0}, {1, 0}};
    assertEquals(1, OutOfDistribution.of(nothing, nothing, 0.5).distance(0, 0), 1e-9);
  }

  @Test
  void whatIsNoDirectionIsRefused() {
    OutOfDistribution kinds = OutOfDistribution.of(SIX, SIX, 0.5);
    refused("3 features, these have 2", () -> kinds.distance(1, 2, 3));
    refused("a feature is not finite, its row's length is NaN", () -> kinds.distance(Float.NaN, 1));
    refused(
        "0 features to know and 6 held out, one or more of each are needed",
        () -> OutOfDistribution.of(new float[0][], SIX, 0.5));
    refused(
        "promised is 0.0, must be above 0 and below 1", () -> OutOfDistribution.of(SIX, SIX, 0));
    float[] unit = {1, 0};
    refused(
        "a row of 2 features has length 2.0, must be 1, of 2 features",
        () -> with(SIX[0], 1, 0.5, 1, 1));
    refused(
        "a row of 2 features has length NaN, must be 1, of 2 features",
        () -> with(new float[] {Float.NaN, 0}, 1, 0.5, 1, 1));
    refused("neighbours is 2, must be 1 to 1", () -> with(unit, 2, 0.5, 1, 1));
    refused("promised is 1.0, must be above 0 and below 1", () -> with(unit, 1, 1, 1, 1));
    refused("threshold is NaN, must be 0 to 2", () -> with(unit, 1, 0.5, Double.NaN, 1));
    refused("threshold is 2.5, must be 0 to 2", () -> with(unit, 1, 0.5, 2.5, 1));
    refused("heldOut is 0, must be at least 1", () -> with(unit, 1, 0.5, 1, 0));
  }

  private static void with(float[] row, int k, double promised, double threshold, int heldOut) {
    new OutOfDistribution(new float[][] {row}, k, promised, threshold, heldOut);
  }

  @Test
  void aVerdictIsOneSentence() {
    var known = new Verdict(List.of("ant", "bee"), 0.9, 0.25, 0.5);
    assertTrue(known.known());
    assertEquals("ant or bee (distance 0.250, known up to 0.500)", known.toString());
    assertEquals(
        "none of the classes (distance 0.500, known up to 0.500)",
        new Verdict(List.of(), 0.9, 0.5, 0.5).toString());
    var strange = new Verdict(List.of("ant"), 0.9, 0.75, 0.5);
    assertFalse(strange.known());
    assertEquals("of no known kind (distance 0.750, known up to 0.500)", strange.toString());
    var one =
        new Prediction(
            "x", 0, "", "ant", 1, List.of("ant", "bee"), List.of(1.0, 0.0), Optional.of(strange));
    assertEquals("x: ant (1.000); " + strange, one.toString());
    assertEquals(Optional.empty(), one.among(List.of("bee")).verdict());
  }

  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
