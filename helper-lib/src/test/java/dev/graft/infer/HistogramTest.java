package dev.graft.infer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramTest {
  private static Histogram of(float... values) {
    var histogram = new Histogram();
    histogram.widen(FloatBuffer.wrap(values));
    histogram.count(FloatBuffer.wrap(values));
    return histogram;
  }

  private static float[] bell(int count, float outlier) {
    Random random = new Random(1);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    values[0] = outlier;
    return values;
  }

  /** One value in a million is not worth that all others have coarser steps. */
  @Test
  void theLeastErrorCutsOffAnOutlier() {
    float[] values = bell(1_000_000, 30);
    Histogram histogram = of(values);
    float[] range = histogram.least();
    assertTrue(range[1] < 20, "high is " + range[1]);
    assertTrue(range[0] < -2.5, "low is " + range[0]);
    double all = error(values, histogram.low(), histogram.high());
    assertTrue(error(values, range[0], range[1]) < 0.8 * all, "chose up to " + range[1]);
  }

  private static double error(float[] values, float low, float high) {
    var range = new Quantization.Range(low, high);
    double sum = 0;
    for (float value : values) {
      double q = Math.rint(value / range.scale()) + range.zero();
      double back = (Math.max(0, Math.min(255, q)) - range.zero()) * range.scale();
      sum += (value - back) * (value - back);
    }
    return sum;
  }

  /** 0 stands for itself, whatever was seen; what was always 0 has a range all the same. */
  @Test
  void zeroLiesBetweenTheEnds() {
    assertEquals(0, of(3, 4, 5).low());
    assertArrayEquals(new float[] {0, 1}, new float[] {of(0, 0).low(), of(0, 0).high()});
    assertTrue(of(0, 0).least()[1] > 0);
  }
}
