package dev.graft.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.graft.backbone.EfficientNetLite;
import dev.graft.graph.Graph;
import dev.graft.infer.Quantization.Range;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QuantizationTest {
  private static final Graph GRAPH = EfficientNetLite.lite0(32, 4);
  private static final Quantization ONE =
      new Quantization(
          Map.of("act1", new Range(0, 6)), Set.of("conv_stem", "conv_head"), Set.of(), Set.of(), 0);

  /** The nearest of 256 steps between −1 and 3 of 0 is the 64th. */
  @Test
  void zeroStandsForItself() {
    var range = new Range(-1, 3);
    assertEquals(4 / 255f, range.scale());
    assertEquals(64, range.zero());
    assertEquals(255, new Range(-2, 0).zero());
  }

  @Test
  void refusesWhatIsNoRange() {
    for (float[] ends : new float[][] {{1, 2}, {-2, -1}, {0, 0}, {0, Float.NaN}}) {
      String text =
          assertThrows(IllegalArgumentException.class, () -> new Range(ends[0], ends[1]))
              .getMessage();
      assertEquals(
          "range is " + ends[0] + " to " + ends[1] + ", must be finite, with 0 in it", text);
    }
    assertThrows(
        IllegalArgumentException.class, () -> new Range(-Float.MAX_VALUE, Float.MAX_VALUE));
  }

  /** What decides how a slice computes is another text, and so another key. */
  @Test
  void anotherCalibrationIsAnotherKey() {
    String text = ONE.text(GRAPH);
    var wider =
        new Quantization(
            Map.of("act1", new Range(0, 5)), ONE.layers(), ONE.products(), ONE.floats(), 0);
    assertNotEquals(text, wider.text(GRAPH));
    assertNotEquals(text, ONE.leaving(Set.of("conv_stem")).text(GRAPH));
    assertNotEquals(text, ONE.within(Set.of("conv_stem")).text(GRAPH));
    assertEquals(text, ONE.within(Set.of("conv_stem", "conv_head", "other")).text(GRAPH));
  }

  /** A slice that has no layer in 8 bits is the float one. */
  @Test
  void whatIsNotFrozenIsInFloat() {
    assertEquals("", ONE.within(Set.of()).text(GRAPH));
    assertEquals("", ONE.within(Set.of("conv_head")).text(GRAPH.until("stem")));
  }
}
