package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.graft.data.Answers;
import dev.graft.data.Numbers;
import dev.graft.engine.EngineSource;
import dev.graft.engine.Engines;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumberGoalTest {
  private static final List<String> NAMES = List.of("a", "b");

  /**
   * Errors (1, −2) and (3, 0) by deviations (2, 4) are (0.5, −0.5) and (1.5, 0): the mean of their
   * squares is 2.75 / 4, and its slope 2 · error / deviation² / 4.
   */
  @EngineSource
  void theLossIsTheMeanSquareInUnitsOfTheDeviations(String engine) {
    Targets targets = Targets.of(new Numbers(NAMES, new float[][] {{1, 5}, {0, 7}}));
    try (NDManager manager = Engines.load(engine).newBaseManager()) {
      NDArray outputs = manager.create(new float[] {2, 3, 3, 7}, new Shape(2, 2));
      outputs.setRequiresGradient(true);
      try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
        NDArray loss = new NumberGoal(2, 4).loss(outputs, targets);
        assertEquals(2.75f / 4, loss.getFloat(), 1e-6f);
        collector.backward(loss);
      }
      float[] expected = {2 * 1 / 4f / 4, 2 * -2 / 16f / 4, 2 * 3 / 4f / 4, 0};
      assertArrayEquals(expected, outputs.getGradient().toFloatArray(), 1e-6f);
    }
  }

  /** A third of one's own answer and two of the partner's. */
  @EngineSource
  void mixedInputsHaveMixedNumbers(String engine) {
    Numbers own = new Numbers(List.of("a"), new float[][] {{3}, {9}});
    Targets mixed = new Targets(own, own.at(1, 0), 1 / 3.0);
    try (NDManager manager = Engines.load(engine).newBaseManager()) {
      NDArray outputs = manager.create(new float[] {7, 5}, new Shape(2, 1));
      assertEquals(0, new NumberGoal(1).loss(outputs, mixed).getFloat(), 1e-9);
    }
  }

  @Test
  void everyKindOfAnswerHasAGoal() {
    for (Class<?> kind : Answers.class.getPermittedSubclasses()) {
      assertTrue(Goals.TABLE.containsKey(kind), kind + " has no row in Goals");
    }
  }

  @Test
  void figuresGoOnWhereTheyWere() {
    Numbers numbers = new Numbers(NAMES, new float[][] {{1, 10}, {2, 30}});
    NumberScore whole = new NumberScore(2);
    whole.add(new float[] {1, 12, 4, 30}, numbers);
    NumberScore first = new NumberScore(2);
    first.add(new float[] {1, 12}, numbers.at(0));
    NumberScore second = new NumberScore(2);
    second.restore(first.state());
    second.add(new float[] {4, 30}, numbers.at(1));
    assertEquals(whole.figures(), second.figures());
    assertEquals(1, whole.figures().get("mean absolute error"));
    assertEquals(
        (Math.sqrt(2) + Math.sqrt(2)) / 2, whole.figures().get("root mean squared error"), 1e-12);
    double[] each = {1 - 4 / 0.5, 1 - 4 / 200.0};
    assertEquals(Arrays.stream(each).average().orElse(0), whole.figures().get("R²"), 1e-12);
  }
}
