package dev.graft.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WindowsTest {
  /**
   * The pixels of two rows of three, in windows of 2 × 2: 6 stands for what lies beyond the edge.
   */
  @Test
  void windowsAreFilledUp() {
    var windows = new Windows(2, 3, 2, 0);
    assertEquals(2, windows.count());
    assertArrayEquals(new long[] {0, 1, 3, 4, 2, 6, 5, 6}, windows.sources());
    assertArrayEquals(new long[] {0, 1, 4, 2, 3, 6}, windows.places());
    assertFalse(windows.isShifted());
  }

  /** One window is as high as the map; side by side are two, the last with the first column. */
  @Test
  void shiftedOnesGoAroundTheEdge() {
    var windows = new Windows(2, 3, 2, 1);
    assertTrue(windows.isShifted());
    assertEquals(0, windows.down());
    assertArrayEquals(new long[] {1, 2, 4, 5, 6, 0, 6, 3}, windows.sources());
    assertArrayEquals(new long[] {5, 0, 1, 7, 2, 3}, windows.places());
    float[] walls = windows.walls();
    float[] first = new float[16];
    assertArrayEquals(first, java.util.Arrays.copyOf(walls, 16));
    float w = -100;
    float[] last = {0, w, 0, w, w, 0, w, 0, 0, w, 0, w, w, 0, w, 0};
    assertArrayEquals(last, java.util.Arrays.copyOfRange(walls, 16, 32));
  }

  /** Rows, then columns, from the one furthest above to the one furthest below. */
  @Test
  void relativePlacesAreCounted() {
    assertArrayEquals(
        new int[] {4, 3, 1, 0, 5, 4, 2, 1, 7, 6, 4, 3, 8, 7, 5, 4}, Windows.relative(2));
  }
}
