package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.graft.weights.InputContract;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class ResamplingTest {
  /** Pillow rounds to 8 bits after each of its two passes, Graft never does. */
  private static final double PILLOW = 1.01;

  /**
   * Recorded with Pillow 13.0 and torchvision: {@code Resize(32), CenterCrop(28)} of the formula
   * image of 61 × 47, which shrinks it.
   */
  @Test
  void shrinksAsPillow() {
    BufferedImage image = Fixtures.formula(61, 47);
    InputContract contract = InputContract.rgb(28, 0, 1, 0.875);
    Planes planes = Resampling.sample(image, Framing.evaluation(61, 47, contract), 28, 28);
    assertPixel(planes, 0, 0, 73, 87, 184);
    assertPixel(planes, 27, 0, 98, 132, 65);
    assertPixel(planes, 0, 27, 193, 127, 165);
    assertPixel(planes, 27, 27, 218, 172, 67);
    assertPixel(planes, 14, 13, 21, 154, 85);
    assertPixel(planes, 20, 5, 49, 203, 164);
    assertSums(planes, 101675, 100577, 100169);
  }

  /** The same with {@code Resize(64), CenterCrop(56)}, which enlarges it. */
  @Test
  void enlargesAsPillow() {
    BufferedImage image = Fixtures.formula(61, 47);
    InputContract contract = InputContract.rgb(56, 0, 1, 0.875);
    Planes planes = Resampling.sample(image, Framing.evaluation(61, 47, contract), 56, 56);
    assertPixel(planes, 0, 0, 79, 106, 182);
    assertPixel(planes, 55, 55, 228, 149, 161);
    assertPixel(planes, 14, 13, 180, 174, 115);
    assertSums(planes, 408993, 407148, 398021);
  }

  @Test
  void framesAsTorchvision() {
    InputContract contract = InputContract.rgb(224, 0, 1, 0.875);
    assertArrayEquals(new int[] {341, 256}, Framing.resized(500, 375, contract));
    assertArrayEquals(new int[] {256, 256}, Framing.resized(30, 30, contract));
    assertEquals(
        new AffineTransform(500.0 / 341, 0, 0, 375.0 / 256, 58 * 500.0 / 341, 16 * 375.0 / 256),
        Framing.evaluation(500, 375, contract));
  }

  /** A quarter turn as a general map against the same pixels moved by hand. */
  @Test
  void interpolatesExactlyOnPixelCentres() {
    BufferedImage image = Fixtures.formula(20, 20);
    AffineTransform turn = new AffineTransform(0, 1, -1, 0, 20, 0); // x ← 20 − y, y ← x
    Planes planes = Resampling.sample(image, turn, 20, 20);
    for (int y = 0; y < 20; y++) {
      for (int x = 0; x < 20; x++) {
        int rgb = image.getRGB(19 - y, x);
        assertEquals(rgb >> 16 & 0xff, planes.values()[y * 20 + x], 1e-3);
        assertEquals(rgb & 0xff, planes.values()[800 + y * 20 + x], 1e-3);
      }
    }
  }

  @Test
  void mirrorsBeyondTheBorder() {
    assertEquals(2, Kernel.reflect(-2, 10));
    assertEquals(7, Kernel.reflect(13, 10));
    assertEquals(1, Kernel.reflect(21, 10));
    BufferedImage image = Fixtures.formula(10, 10);
    Planes shifted = Resampling.sample(image, AffineTransform.getTranslateInstance(-3, 0), 10, 10);
    assertEquals(image.getRGB(2, 4) & 0xff, shifted.values()[200 + 40]);
    assertEquals(image.getRGB(0, 4) & 0xff, shifted.values()[200 + 43]);
  }

  private static void assertPixel(Planes planes, int x, int y, int... rgb) {
    for (int channel = 0; channel < 3; channel++) {
      int at = channel * planes.plane() + y * planes.width() + x;
      assertEquals(rgb[channel], planes.values()[at], PILLOW);
    }
  }

  /** Rounding is unbiased, so the sums agree far better than the pixels. */
  private static void assertSums(Planes planes, double... sums) {
    for (int channel = 0; channel < 3; channel++) {
      double sum = 0;
      for (int i = 0; i < planes.plane(); i++) {
        sum += planes.values()[channel * planes.plane() + i];
      }
      assertEquals(sums[channel], sum, 0.1 * planes.plane());
    }
  }
}
