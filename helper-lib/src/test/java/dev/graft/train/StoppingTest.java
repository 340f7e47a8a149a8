package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class StoppingTest {
  private static List<History.Epoch> epochs(double... validationLosses) {
    return DoubleStream.of(validationLosses)
        .mapToObj(loss -> Epochs.epoch(1, 1, 1, 0.5, loss, 0.5))
        .toList();
  }

  /** The first of equals; by at least the improvement asked for. */
  @Test
  void theBestIsTheLastThatImproved() {
    Stopping any = new Stopping(2, 0);
    assertEquals(0, any.best(epochs(1)));
    assertEquals(2, any.best(epochs(1, 1.5, 0.75, 0.75, 0.8)));
    assertEquals(0, any.best(epochs(1, 1, 1)));
    assertEquals(3, new Stopping(2, 0.25).best(epochs(1, 0.75, 1, 0.5, 0.25)));
    assertEquals(0, new Stopping(2, 0.25).best(epochs(1, 1.1, 0.8)));
  }

  @Test
  void patienceIsCountedFromTheBest() {
    Stopping two = new Stopping(2, 0);
    assertEquals(Optional.empty(), two.reason(epochs(1)));
    assertEquals(Optional.empty(), two.reason(epochs(1, 2)));
    assertEquals(Optional.empty(), two.reason(epochs(1, 2, 0.5, 2)));
    assertEquals(
        Optional.of("validation loss has not fallen below 1.0000 in 2 epochs"),
        two.reason(epochs(1, 2, 2)));
    assertEquals(
        Optional.of("validation loss has not fallen below 0.5000 in 1 epoch"),
        new Stopping(1, 0).reason(epochs(1, 0.5, 2)));
    assertEquals(Optional.empty(), Stopping.NEVER.reason(epochs(1, 2, 3, 4)));
  }

  @Test
  void wrongValuesAreNamed() {
    assertEquals(
        "improvement is -0.1, must be 0 or more",
        assertThrows(IllegalArgumentException.class, () -> new Stopping(1, -0.1)).getMessage());
    assertEquals(
        "patience is 0, must be at least 1",
        assertThrows(IllegalArgumentException.class, () -> new Stopping(0, 0)).getMessage());
  }
}
