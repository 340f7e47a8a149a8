package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassTargetsTest {
  private static final int[] LABELS = {2, 0, 1, 1};

  @Test
  void unmixedImagesAreWhatTheyAre() {
    ClassTargets targets = ClassTargets.of(LABELS);
    assertArrayEquals(LABELS, targets.partners());
    assertEquals(1, targets.share());
    assertEquals(4, targets.size());
  }

  /** 0.5 + 1 + 4 + 4 together; mixed, a quarter of that and three quarters of the partners. */
  @Test
  void imagesCountByTheWeightsOfTheirClasses() {
    List<Double> weights = List.of(1.0, 4.0, 0.5);
    assertEquals(9.5, ClassTargets.of(LABELS).weight(weights));
    ClassTargets mixed = new ClassTargets(LABELS, new int[] {1, 1, 2, 0}, 0.25);
    assertEquals(0.25 * 9.5 + 0.75 * 9.5, mixed.weight(weights), 1e-12);
    ClassTargets others = new ClassTargets(LABELS, new int[] {0, 0, 0, 0}, 0.25);
    assertEquals(0.25 * 9.5 + 0.75 * 4, others.weight(weights), 1e-12);
    assertEquals(4, others.weight(List.of(1.0, 1.0, 1.0)));
  }
}
