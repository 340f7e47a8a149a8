package dev.graft.shift;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.evaluate.Features;
import dev.graft.evaluate.LinearClassifier;
import dev.graft.evaluate.LinearProbe;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Three classes in sixteen dimensions; the new ones are moved, stretched and partly rarer. */
class AdaptedTest {
  private static final int WIDTH = 16;
  private static final List<String> CLASSES = List.of("a", "b", "c");

  /** Around a corner of its own for each class. */
  private static float[][] rows(int[] labels, double moved, double stretched, long seed) {
    Random random = new Random(seed);
    float[][] rows = new float[labels.length][WIDTH];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < WIDTH; k++) {
        double value = (k % 3 == labels[i] ? 1.5 : 0) + random.nextGaussian();
        rows[i][k] = (float) (value * (k % 2 == 0 ? stretched : 1) + (k % 3 == 0 ? moved : 0));
      }
    }
    return rows;
  }

  private static int[] labels(int... counts) {
    return IntStream.range(0, counts.length)
        .flatMap(c -> IntStream.generate(() -> c).limit(counts[c]))
        .toArray();
  }

  private static Features features(float[][] rows, int... labels) {
    return new Features(
        CLASSES, IntStream.range(0, rows.length).mapToObj(String::valueOf).toList(), labels, rows);
  }

  private static final int[] EVEN = labels(60, 60, 60);
  private static final Features KNOWN = features(rows(EVEN, 0, 1, 1), EVEN);
  private static final LinearClassifier HEAD = LinearProbe.logistic().solve(KNOWN);

  private static Adapted adapted(Adaptation way, float[][] photos) {
    return Adapted.of(way, HEAD.weights(), HEAD.biases(), KNOWN, photos);
  }

  private static double accuracy(float[][] weights, float[] biases, float[][] rows, int... labels) {
    Linear head = new Linear(weights, biases);
    long right =
        IntStream.range(0, rows.length).filter(i -> head.answer(rows[i]) == labels[i]).count();
    return (double) right / rows.length;
  }

  private static double before(float[][] rows, int... labels) {
    return accuracy(HEAD.weights(), HEAD.biases(), rows, labels);
  }

  private static double after(Adaptation way, float[][] rows, int... labels) {
    Adapted adapted = adapted(way, rows);
    return accuracy(adapted.weights(), adapted.biases(), rows, labels);
  }

  @ParameterizedTest
  @EnumSource(Adaptation.Kind.class)
  void whatMovedIsFollowed(Adaptation.Kind kind) {
    float[][] photos = rows(EVEN, 3, 1.5, 2);
    Adaptation way = new Adaptation(kind, 0.65);
    Adapted adapted = adapted(way, photos);
    assertTrue(adapted.changed() && adapted.moved() > 0.1);
    double gained = after(way, photos, EVEN) - before(photos, EVEN);
    assertTrue(gained > 0.2, () -> kind + " gains " + gained);
  }

  @ParameterizedTest
  @EnumSource(Adaptation.Kind.class)
  void whereNothingMovedNothingIsChanged(Adaptation.Kind kind) {
    Adapted adapted = adapted(new Adaptation(kind, 0.65), rows(EVEN, 0, 1, 3));
    assertFalse(adapted.changed() || adapted.shift().found());
    assertArrayEquals(HEAD.weights(), adapted.weights());
    assertArrayEquals(HEAD.biases(), adapted.biases());
    assertEquals(0, adapted.moved());
  }

  /** What was brought together before cannot be told apart, and is followed all the same. */
  @Test
  void anywayAsksForNoShift() {
    float[][] photos = rows(EVEN, 0, 1, 3);
    Adaptation way = Adaptation.selfTraining();
    Adapted adapted = Adapted.anyway(way, HEAD.weights(), HEAD.biases(), KNOWN, photos);
    assertTrue(adapted.changed() && !adapted.shift().found() && !adapted(way, photos).changed());
    double right = accuracy(adapted.weights(), adapted.biases(), photos, EVEN);
    assertTrue(right > before(photos, EVEN) - 0.02, () -> "right: " + right);
    float[][] moved = rows(EVEN, 3, 1.5, 2);
    Adapted seen = adapted(way, moved);
    Adapted followed = Adapted.anyway(way, HEAD.weights(), HEAD.biases(), KNOWN, moved);
    assertArrayEquals(seen.weights(), followed.weights());
  }

  /** A class that hardly occurs does not swallow others, as moving means alone would have it. */
  @Test
  void rareClassesStayRare() {
    int[] uneven = labels(100, 5, 5);
    float[][] photos = rows(uneven, 3, 1, 4);
    double mean = after(Adaptation.mean(), photos, uneven);
    double self = after(Adaptation.selfTraining(), photos, uneven);
    assertTrue(self > mean && self > 0.85, () -> self + " after " + mean);
  }

  /** Known means count where the new ones lie: far away they would draw rare classes back. */
  @Test
  void rareClassesAreFollowedFarAway() {
    int[] uneven = labels(100, 20, 5);
    float[][] photos = rows(uneven, 40, 1, 10);
    double[][] means = Centroids.means(KNOWN.values(), EVEN, 3);
    double[][] nothing = new double[photos.length][3];
    for (double[] row : nothing) {
      Arrays.fill(row, 1.0 / 3);
    }
    int[] labels = new Centroids(means, photos).labels(nothing);
    long right = IntStream.range(0, labels.length).filter(i -> labels[i] == uneven[i]).count();
    assertTrue(right > 0.85 * labels.length, () -> right + " of " + labels.length);
  }

  /** Long classes beside each other: told apart by a line, and never by what is nearest. */
  @Test
  void whereClassesAreNoClustersStatisticsAreDone() {
    Random random = new Random(9);
    int[] labels = IntStream.range(0, 200).map(i -> i / 100).toArray();
    float[][] rows = new float[200][];
    float[][] photos = new float[200][];
    for (int i = 0; i < 200; i++) {
      double along = 10 * random.nextGaussian();
      double side = labels[i] == 0 ? -1 : 1;
      rows[i] = new float[] {(float) along, (float) (along + side)};
      photos[i] = new float[] {(float) along + 30, (float) (along + side) - 30};
    }
    Features known = new Features(List.of("a", "b"), Collections.nCopies(200, ""), labels, rows);
    assertFalse(Following.clusters(known));
    assertTrue(Following.clusters(KNOWN));
    LinearClassifier head = LinearProbe.logistic().solve(known);
    Adapted adapted =
        Adapted.of(Adaptation.selfTraining(), head.weights(), head.biases(), known, photos);
    assertEquals(Adaptation.Kind.STATISTICS, adapted.adaptation().kind());
    double right = accuracy(adapted.weights(), adapted.biases(), photos, labels);
    assertTrue(right > 0.9, () -> "right: " + right);
  }

  /** What {@code (x − m) s'/s + m'} has as logits, the new head has of {@code x}. */
  @Test
  void theHeadSeesMeansAndDeviationsOfTheKnown() {
    float[][] photos = rows(EVEN, 3, 1.5, 5);
    Adapted adapted = adapted(Adaptation.statistics(), photos);
    Linear next = new Linear(adapted.weights(), adapted.biases());
    Linear head = new Linear(HEAD.weights(), HEAD.biases());
    Moments from = Moments.of(photos);
    Moments to = Moments.of(KNOWN.values());
    double floor = 0.1 * Arrays.stream(to.deviations()).average().orElseThrow();
    float[] seen = new float[WIDTH];
    for (int k = 0; k < WIDTH; k++) {
      double factor = (to.deviations()[k] + floor) / (from.deviations()[k] + floor);
      seen[k] = (float) ((photos[7][k] - from.means()[k]) * factor + to.means()[k]);
    }
    assertArrayEquals(head.logits(seen), next.logits(photos[7]), 1e-4);
    Adapted moved = adapted(Adaptation.mean(), photos);
    assertArrayEquals(HEAD.weights(), moved.weights());
    for (int k = 0; k < WIDTH; k++) {
      seen[k] = (float) (photos[7][k] - from.means()[k] + to.means()[k]);
    }
    Linear mean = new Linear(moved.weights(), moved.biases());
    assertArrayEquals(head.logits(seen), mean.logits(photos[7]), 1e-4);
  }

  @Test
  void theSameInputsGiveTheSameHead() {
    float[][] photos = rows(EVEN, 3, 1.5, 6);
    Adapted first = adapted(Adaptation.selfTraining(), photos);
    Adapted second = adapted(Adaptation.selfTraining(), photos);
    assertArrayEquals(first.weights(), second.weights());
    assertArrayEquals(first.biases(), second.biases());
  }

  /** As many known inputs lie above the threshold as are right, so the estimate is exact there. */
  @Test
  void theEstimateIsExactOnTheKnown() {
    Shift shift = Adapted.shift(HEAD.weights(), HEAD.biases(), KNOWN, KNOWN.values());
    assertEquals(shift.accuracy(), shift.estimate(), 1e-9);
    assertEquals(before(KNOWN.values(), EVEN), shift.accuracy(), 1e-9);
  }

  @Test
  void aShiftIsMeasured() {
    float[][] far = rows(EVEN, 6, 1, 7);
    Shift shift = Adapted.shift(HEAD.weights(), HEAD.biases(), KNOWN, far);
    assertTrue(shift.found() && shift.apart().value() > 0.99 && shift.distance() > 1.9);
    Shift none = Adapted.shift(HEAD.weights(), HEAD.biases(), KNOWN, rows(EVEN, 0, 1, 8));
    assertTrue(none.distance() < 0.6 && !none.found());
  }

  @Test
  void tooFewAreRefusedByTheirCount() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> adapted(Adaptation.mean(), rows(labels(3, 3, 3), 3, 1, 9)))
            .getMessage();
    assertEquals(
        "180 known and 9 new inputs; a shift needs at least 10 of each to be seen", message);
    message =
        assertThrows(IllegalArgumentException.class, () -> Adaptation.mean().from(0.4))
            .getMessage();
    assertEquals("from is 0.4, must be 0.5 to 1", message);
  }
}
