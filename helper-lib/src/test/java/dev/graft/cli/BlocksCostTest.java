package dev.graft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BlocksCostTest {
  private static final BlocksCost COST = new BlocksCost(0.01, 0.03);

  @Test
  void whatIsKeptIsPaidOnceAView() {
    assertEquals(100 * (0.01 + 0.03), COST.seconds(1, 100, 4, 0), 1e-9);
    assertEquals(100 * (4 * 0.01 + 6 * 0.03), COST.seconds(6, 100, 4, 0), 1e-9);
    assertEquals(60 * (0.01 + 6 * 0.01), COST.seconds(6, 0, 4, 60), 1e-9, "judged in each epoch");
  }

  @Test
  void asManyAsFitAndNoneMore() {
    for (double limit : new double[] {0, 3.9, 4, 7.9, 12, 100}) {
      int epochs = COST.epochs(5, 100, 1, 10, limit);
      assertTrue(epochs == 0 || COST.seconds(epochs, 100, 1, 10) <= limit);
      assertTrue(epochs == 5 || COST.seconds(epochs + 1, 100, 1, 10) > limit);
      int examples = COST.examples(10, limit);
      assertTrue(examples == 0 || COST.seconds(1, examples, 1, 10) <= limit + 1e-9);
      assertTrue(COST.seconds(1, examples + 1, 1, 10) > limit);
    }
  }
}
