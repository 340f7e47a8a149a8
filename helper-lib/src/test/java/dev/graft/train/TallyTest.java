package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TallyTest {
  /** The logit of class 1: above 0 it is chosen, at 0 it is not. */
  @Test
  void oneLogitIsBinary() {
    Tally tally = new Tally();
    tally.add(new float[] {-1, 0, 2, 3}, new int[] {0, 0, 1, 0}, 0.5, 4);
    assertEquals(0.75, tally.accuracy());
    assertEquals(3, tally.right());
    assertEquals(4, tally.images());
  }

  /** Of equal logits the first is chosen. */
  @Test
  void theHighestLogitIsChosen() {
    Tally tally = new Tally();
    tally.add(new float[] {1, 2, 3, 3, 1, 2, 5, 5, 0}, new int[] {2, 0, 1}, 1, 3);
    assertEquals(2 / 3.0, tally.accuracy(), 1e-12);
  }

  /** 2 of weight 1 and 0.5 of weight 5 are (2 + 2.5) / 6; what was predicted counts by images. */
  @Test
  void lossesCountByWeight() {
    Tally tally = new Tally();
    assertEquals(Double.NaN, tally.loss());
    assertEquals(Double.NaN, tally.accuracy());
    tally.add(new float[] {1, 0}, new int[] {0}, 2, 1);
    tally.add(new float[] {1, 0, 1, 0}, new int[] {1, 1}, 0.5, 5);
    assertEquals(0.75, tally.loss());
    assertEquals(1 / 3.0, tally.accuracy(), 1e-12);
    Tally again = new Tally(tally.sum(), tally.weight(), tally.right(), tally.images());
    assertEquals(0.75, again.loss());
    assertEquals(1 / 3.0, again.accuracy(), 1e-12);
  }
}
