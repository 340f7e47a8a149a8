package dev.graft.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Functions whose lowest points are known, and how often they were asked. */
class LbfgsTest {
  private int asked;

  private double[] minimize(Lbfgs.Objective objective, double... start) {
    asked = 0;
    return Lbfgs.minimize(
        (at, gradient) -> {
          asked++;
          return objective.value(at, gradient);
        },
        start,
        Lbfgs.TOLERANCE);
  }

  /** Rosenbrock's valley in eight dimensions; curvature is what finds its way in so few steps. */
  private static double valley(double[] at, double[] gradient) {
    java.util.Arrays.fill(gradient, 0);
    double sum = 0;
    for (int i = 0; i + 1 < at.length; i++) {
      double rise = at[i + 1] - at[i] * at[i];
      double rest = 1 - at[i];
      sum += 100 * rise * rise + rest * rest;
      gradient[i] += -400 * rise * at[i] - 2 * rest;
      gradient[i + 1] += 200 * rise;
    }
    return sum;
  }

  /** The count is recorded: a halving, a scale or a remembered pair less, and it is another. */
  @Test
  void findsTheEndOfAValley() {
    double[] found = minimize(LbfgsTest::valley, -1.2, 1, -1.2, 1, -1.2, 1, -1.2, 1);
    assertArrayEquals(new double[] {1, 1, 1, 1, 1, 1, 1, 1}, found, 1e-6);
    assertEquals(74, asked);
  }

  /** The first step is as long as the gradient, but at most 1: from 0.5 straight to the middle. */
  @Test
  void theFirstStepIsAtMostOneLong() {
    double[] found =
        minimize(
            (at, gradient) -> {
              gradient[0] = at[0];
              return at[0] * at[0] / 2;
            },
            0.5);
    assertArrayEquals(new double[1], found);
    assertEquals(2, asked);
  }

  /** A slope of 4 without an end: no curvature to remember, and each step is 1 long, 2000 times. */
  @Test
  void endsWhereThereIsNoEnd() {
    double[] found =
        minimize(
            (at, gradient) -> {
              gradient[0] = -4;
              return -4 * at[0];
            },
            0);
    assertEquals(8000 - 4, Math.max(found[0], 7996), 1e-9);
    assertEquals(2001, asked);
  }

  /** A gradient that is no larger than a millionth is none. */
  @Test
  void aFlatStartIsTheEnd() {
    double[] found =
        minimize(
            (at, gradient) -> {
              gradient[0] = 1e-6;
              return 1e-6 * at[0];
            },
            3);
    assertArrayEquals(new double[] {3}, found);
    assertEquals(1, asked);
  }

  /** Fifty halvings and no fall: it stays where it began. */
  @Test
  void staysWhereNoStepHelps() {
    double[] found =
        minimize(
            (at, gradient) -> {
              gradient[0] = 1;
              return at[0] == 3 ? 0 : Double.POSITIVE_INFINITY;
            },
            3);
    assertArrayEquals(new double[] {3}, found);
    assertEquals(51, asked);
  }

  /** One halving: the whole step to the other side is no lower, half of it is the middle. */
  @Test
  void halvesAStepThatOvershoots() {
    double[] found =
        minimize(
            (at, gradient) -> {
              gradient[0] = 4 * at[0];
              return 2 * at[0] * at[0];
            },
            0.5);
    assertArrayEquals(new double[1], found, 1e-12);
    assertEquals(3, asked);
  }

  /** What a gradient's array held before does not count. */
  @Test
  void aRegressionWritesItsGradientAnew() {
    var regression =
        new LogisticRegression(new double[][] {{1, 2}, {3, 1}}, new int[] {0, 1}, 2, 1);
    double[] at = {0.5, -0.25, 0.125};
    double[] once = new double[3];
    double value = regression.value(at, once);
    double[] again = {7, 8, 9};
    assertEquals(value, regression.value(at, again));
    assertArrayEquals(once, again);
  }
}
