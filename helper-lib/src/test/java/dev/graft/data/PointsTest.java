package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.AffineTransform;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What lies between pixels, by hand: on slopes, where both ways to interpolate are exact. */
class PointsTest {
  private static final int WIDTH = 40;
  private static final int HEIGHT = 30;

  private interface Sampler {
    Planes sample(Planes small, AffineTransform map, int width, int height);
  }

  private static final List<Sampler> BOTH = List.of(Points::bilinear, Points::bicubic);

  /** Channel c rises by c + 1 a pixel to the right and falls by 0.5 a pixel down, from 100. */
  private static double slope(int channel, double x, double y) {
    return 100 + (channel + 1) * x - 0.5 * y;
  }

  private static Planes slopes() {
    Planes planes = new Planes(WIDTH, HEIGHT);
    for (int i = 0; i < planes.values().length; i++) {
      int at = i % planes.plane();
      planes.values()[i] = (float) slope(i / planes.plane(), at % WIDTH, at / WIDTH);
    }
    return planes;
  }

  /** A turn by 30° about (20, 15): to x' = 20 + 0.866 dx − 0.5 dy, y' = 15 + 0.5 dx + 0.866 dy. */
  @Test
  void aTurnAboutTheCentre() {
    AffineTransform turn = AffineTransform.getRotateInstance(Math.PI / 6, 20, 15);
    double cos = Math.sqrt(3) / 2;
    for (Sampler sampler : BOTH) {
      Planes out = sampler.sample(slopes(), turn, WIDTH, HEIGHT);
      int seen = 0;
      for (int i = 0; i < out.values().length; i++) {
        int at = i % out.plane();
        double dx = at % WIDTH + 0.5 - 20;
        double dy = at / WIDTH + 0.5 - 15;
        double x = 20 + cos * dx - 0.5 * dy - 0.5;
        double y = 15 + 0.5 * dx + cos * dy - 0.5;
        if (x >= 1 && x <= WIDTH - 2 && y >= 1 && y <= HEIGHT - 2) {
          assertEquals(slope(i / out.plane(), x, y), out.values()[i], 1e-3);
          seen++;
        }
      }
      assertTrue(seen > 2000, seen + " points within");
    }
  }

  /** Half a pixel to the right and a quarter down, and twice as small. */
  @Test
  void aMoveAndAScale() {
    for (Sampler sampler : BOTH) {
      Planes moved =
          sampler.sample(slopes(), AffineTransform.getTranslateInstance(3.5, 2.25), 30, 20);
      assertEquals(slope(0, 5 + 3.5, 4 + 2.25), moved.values()[4 * 30 + 5], 1e-4);
      assertEquals(slope(2, 29 + 3.5, 2.25), moved.values()[2 * 600 + 29], 1e-4);
      Planes scaled = sampler.sample(slopes(), AffineTransform.getScaleInstance(2, 2), 15, 10);
      assertEquals(slope(1, 2 * 7.5 - 0.5, 2 * 5.5 - 0.5), scaled.values()[150 + 5 * 15 + 7], 1e-4);
    }
  }

  /** Seen from −1, 0 and 1, the border between: 1, 0 and 1 in the mirror. */
  @Test
  void bordersMirror() {
    Planes row = new Planes(3, 1, new float[] {10, 20, 40, 1, 2, 4, 0, 0, 8});
    AffineTransform back = AffineTransform.getTranslateInstance(-1.5, 0);
    float[] expected = {15, 10, 15, 1.5f, 1, 1.5f, 0, 0, 0};
    assertArrayEquals(expected, Points.bilinear(row, back, 3, 1).values(), 1e-6f);
    AffineTransform beyond = AffineTransform.getTranslateInstance(1.5, 0);
    float[] far = {30, 40, 30, 3, 4, 3, 4, 8, 4};
    assertArrayEquals(far, Points.bilinear(row, beyond, 3, 1).values(), 1e-6f);
    Planes column = new Planes(1, 3, row.values());
    AffineTransform up = AffineTransform.getTranslateInstance(0, -1.5);
    assertArrayEquals(expected, Points.bilinear(column, up, 1, 3).values(), 1e-6f);
    AffineTransform down = AffineTransform.getTranslateInstance(0, 1.5);
    assertArrayEquals(far, Points.bilinear(column, down, 1, 3).values(), 1e-6f);
  }

  /**
   * Keys's cubic halfway weighs −1/16, 9/16, 9/16 and −1/16: beside an edge from black to white it
   * gives −16 and 271, which no pixel has.
   */
  @Test
  void overshootIsCut() {
    Planes edge = new Planes(6, 1);
    for (int i = 0; i < 18; i++) {
      edge.values()[i] = i % 6 < 3 ? 0 : 255;
    }
    Planes out = Points.bicubic(edge, AffineTransform.getTranslateInstance(0.5, 0), 5, 1);
    float[] row = {0, 0, 127.5f, 255, 255};
    for (int channel = 0; channel < 3; channel++) {
      float[] found = java.util.Arrays.copyOfRange(out.values(), 5 * channel, 5 * channel + 5);
      assertArrayEquals(row, found, 1e-4f);
    }
    // a bump of one pixel: 9/16 on either side, −1/16 beside that
    Planes bump = new Planes(5, 1, new float[] {16, 16, 32, 16, 16, 0, 0, 0, 0, 0, 9, 9, 9, 9, 9});
    float[] around = {15, 25, 25, 15, 0, 0, 0, 0, 9, 9, 9, 9};
    AffineTransform half = AffineTransform.getTranslateInstance(0.5, 0);
    assertArrayEquals(around, Points.bicubic(bump, half, 4, 1).values(), 1e-4f);
  }
}
