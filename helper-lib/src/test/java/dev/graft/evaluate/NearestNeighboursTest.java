package dev.graft.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class NearestNeighboursTest {
  private static final List<String> IDS = List.of("a", "b", "c", "d");

  private static Features features(int[] labels, float[]... values) {
    return new Features(List.of("x", "y"), IDS, labels, values);
  }

  /** By hand: each left out, its nearest of the others votes alone. */
  @Test
  void eachIsJudgedByTheOthers() {
    Features four =
        features(new int[] {0, 0, 1, 1}, new float[][] {{2, 0}, {3, 1}, {0, 1}, {1, 3}});
    var one = NearestNeighbours.of(1).solve(four);
    assertEquals(1, one.leftOut().accuracy());
    assertArrayEquals(
        new float[] {0.6f / (float) Math.sqrt(0.4), 1f / (float) Math.sqrt(10)},
        one.rows()[1],
        1e-6f);
    // four that are right and one that is wrong: odds of four to one
    assertEquals(Math.log(4), one.scale(), 1e-6);
    assertEquals(0.8, one.leftOut().predictions().get(0).confidence(), 1e-6);
    var three = NearestNeighbours.of(3).solve(four);
    double own = Math.exp(3 / Math.sqrt(10) / 0.07);
    double first = Math.exp(0);
    double second = Math.exp(1 / Math.sqrt(10) / 0.07);
    double share = own / (own + first + second);
    double odds = Math.exp(three.scale() * (2 * share - 1));
    assertEquals(
        odds / (1 + odds), three.leftOut().predictions().get(0).probabilities().get(0), 1e-6);
    assertTrue(three.scale() > 0);
  }

  @Test
  void whereNeighboursSayNothingTheScaleIsNone() {
    Features wrong =
        features(new int[] {0, 1, 0, 1}, new float[][] {{2, 0}, {3, 1}, {0, 1}, {1, 3}});
    var one = NearestNeighbours.of(1).solve(wrong);
    assertEquals(0, one.leftOut().accuracy());
    assertEquals(0, one.scale(), 1e-6);
  }

  @Test
  void whatCannotVoteIsRefused() {
    refused("nearest is 0, must be at least 1", () -> NearestNeighbours.of(0));
    Features some = features(new int[4], new float[4][2]);
    refused(
        "4 images, must be more than the 4 that vote", () -> NearestNeighbours.of(4).solve(some));
    refused(
        "features of \"a\" have length 0.0, must be above 0 and finite",
        () -> NearestNeighbours.of(1).solve(some));
  }

  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
