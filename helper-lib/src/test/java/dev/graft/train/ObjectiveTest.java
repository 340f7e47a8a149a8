package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.train.Objective.Weighting;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** An objective is a value; balanced weights are scikit-learn's. */
class ObjectiveTest {
  private static final Objective PLAIN = Objective.crossEntropy();

  @Test
  void wordsChangeOneThingEach() {
    assertEquals(
        new Objective(0.1, new Weighting.Given(List.of(1.0, 3.0)), 2),
        PLAIN.labelSmoothing(0.1).classWeights(1, 3).focal(2));
    assertEquals(
        new Objective(0, new Weighting.Balanced(), 2), PLAIN.focal(2).classWeights(1).balanced());
    assertTrue(PLAIN.labelSmoothing(0.1).plain());
    assertFalse(PLAIN.focal(2).plain());
    assertFalse(PLAIN.classWeights(1, 1).plain());
  }

  @Test
  void balancedWeightsAreThoseOfScikitLearn() throws IOException {
    int[] labels = {0, 0, 0, 0, 0, 1, 1, 2, 2, 2};
    var recorded = Loss_ObjectiveTest.recorded().get("scikit-learn").get("balanced");
    List<Double> weights = PLAIN.balanced().resolve(labels, 3).weights(3);
    for (int c = 0; c < 3; c++) {
      assertEquals(recorded.get(c).doubleValue(), weights.get(c), 1e-15);
    }
  }

  @Test
  void onlyBalancedWeightsNeedToBeResolved() {
    Objective given = PLAIN.classWeights(1, 2);
    assertSame(given, given.resolve(new int[] {0, 0}, 2));
    assertSame(PLAIN, PLAIN.resolve(new int[] {0, 0}, 7));
    assertEquals(List.of(1.0, 1.0, 1.0), PLAIN.weights(3));
  }

  @Test
  void wrongValuesAreNamed() {
    assertRefused(
        "label smoothing is 1.0, must be at least 0 and below 1", () -> PLAIN.labelSmoothing(1));
    assertRefused("focal gamma is -1.0, must be 0 or more", () -> PLAIN.focal(-1));
    assertRefused(
        "weight of class 1 is 0.0, must be above 0 and finite", () -> PLAIN.classWeights(1, 0));
    assertRefused(
        "2 class weights for 3 classes; give one a class",
        () -> PLAIN.classWeights(1, 2).resolve(new int[] {0, 1, 2}, 3));
    assertRefused(
        "class 1 has no training image and so no balanced weight; give weights by classWeights",
        () -> PLAIN.balanced().resolve(new int[] {0, 2}, 3));
    assertEquals(
        "balanced class weights are not resolved; call resolve",
        assertThrows(IllegalStateException.class, () -> PLAIN.balanced().weights(2)).getMessage());
  }

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
