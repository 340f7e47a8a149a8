package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.graft.data.Classes;
import dev.graft.evaluate.Metric;
import dev.graft.evaluate.Metrics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TallyTest {
  private static final int CLASSES = 3;

  /** The logit of class 1: above 0 it is chosen, at 0 it is not. */
  @Test
  void oneLogitIsBinary() {
    Tally tally = new Tally(new ClassScore(List.of(), 2));
    tally.add(new float[] {-1, 0, 2, 3}, Targets.of(new Classes(new int[] {0, 0, 1, 0})), 0.5, 4);
    assertEquals(0.75, tally.figures().get("accuracy"));
    assertEquals(4, tally.state().inputs());
    assertArrayEquals(new double[] {3, 4}, tally.state().figures().get("accuracy"));
  }

  /** Of equal logits the first is chosen. */
  @Test
  void theHighestLogitIsChosen() {
    Tally tally = new Tally(new ClassScore(List.of(), CLASSES));
    tally.add(
        new float[] {1, 2, 3, 3, 1, 2, 5, 5, 0},
        Targets.of(new Classes(new int[] {2, 0, 1})),
        1,
        3);
    assertEquals(2 / 3.0, tally.figures().get("accuracy"), 1e-12);
  }

  /** 2 of weight 1 and 0.5 of weight 5 are (2 + 2.5) / 6; what was predicted counts by images. */
  @Test
  void lossesCountByWeight() {
    Tally tally = new Tally(new ClassScore(List.of(), CLASSES));
    assertEquals(Double.NaN, tally.loss());
    assertEquals(Double.NaN, tally.figures().get("accuracy"));
    tally.add(new float[] {1, 0}, Targets.of(new Classes(new int[] {0})), 2, 1);
    tally.add(new float[] {1, 0, 1, 0}, Targets.of(new Classes(new int[] {1, 1})), 0.5, 5);
    assertEquals(0.75, tally.loss());
    assertEquals(1 / 3.0, tally.figures().get("accuracy"), 1e-12);
    Tally again = new Tally(new ClassScore(List.of(), CLASSES));
    again.restore(tally.state());
    assertEquals(0.75, again.loss());
    assertEquals(1 / 3.0, again.figures().get("accuracy"), 1e-12);
  }

  /** Two of three of class 0, none of one of class 1; half of the epoch by each of two tallies. */
  @Test
  void watchedFiguresGoOnWhereTheyWere() {
    List<Metric> watched = List.of(Metrics.balancedAccuracy());
    Tally first = new Tally(new ClassScore(watched, CLASSES));
    first.add(new float[] {1, 0, 0, 1, 0, 0}, Targets.of(new Classes(new int[] {0, 1})), 1, 2);
    Tally second = new Tally(new ClassScore(watched, CLASSES));
    second.restore(first.state());
    second.add(new float[] {1, 0, 0, 0, 1, 0}, Targets.of(new Classes(new int[] {0, 0})), 1, 2);
    assertEquals(Map.of("accuracy", 0.5, "balanced accuracy", (2 / 3.0 + 0) / 2), second.figures());
  }

  @Test
  void whatWasNotCountedIsNamed() {
    Tally plain = new Tally(new ClassScore(List.of(), CLASSES));
    plain.add(new float[] {1, 0, 0}, Targets.of(new Classes(new int[] {0})), 1, 1);
    Tally watching = new Tally(new ClassScore(List.of(Metrics.macroF1()), CLASSES));
    assertEquals(
        "the epoch under way has not counted \"macro F1\": no numbers, expected 9; watch what the"
            + " run watched, or begin in another folder",
        assertThrows(IllegalArgumentException.class, () -> watching.restore(plain.state()))
            .getMessage());
    watching.restore(Tally.State.NONE);
  }
}
