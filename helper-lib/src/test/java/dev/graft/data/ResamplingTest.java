package dev.graft.data;

import static dev.graft.data.InputContract.Interpolation.BICUBIC;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.data.InputContract.Interpolation;
import dev.graft.pixels.Rgb;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ResamplingTest {
  /** Pillow rounds to 8 bits after each of its two passes, Graft never does. */
  private static final double PILLOW = 1.01;

  /** Recorded by record_resize.py with Pillow 13.0: the formula image of 61 × 47 shrinks. */
  @Test
  void shrinksAsPillow() {
    Planes planes = evaluation(InputContract.rgb(28, 0, 1, 0.875));
    assertPixel(planes, 0, 0, 73, 87, 184);
    assertPixel(planes, 27, 0, 98, 132, 65);
    assertPixel(planes, 0, 27, 193, 127, 165);
    assertPixel(planes, 27, 27, 218, 172, 67);
    assertPixel(planes, 14, 13, 21, 154, 85);
    assertPixel(planes, 20, 5, 49, 203, 164);
    assertSums(planes, 101675, 100577, 100169);
  }

  /** Recorded likewise. */
  @Test
  void enlargesAsPillow() {
    Planes planes = evaluation(InputContract.rgb(56, 0, 1, 0.875));
    assertPixel(planes, 0, 0, 79, 106, 182);
    assertPixel(planes, 55, 55, 228, 149, 161);
    assertPixel(planes, 14, 13, 180, 174, 115);
    assertSums(planes, 408993, 407148, 398021);
  }

  /** Recorded likewise. */
  @Test
  void shrinksBicubicAsPillow() {
    Planes planes = evaluation(InputContract.rgb(28, 0, 1, 0.875).interpolation(BICUBIC));
    assertPixel(planes, 0, 0, 74, 87, 202);
    assertPixel(planes, 27, 0, 100, 137, 54);
    assertPixel(planes, 0, 27, 192, 127, 180);
    assertPixel(planes, 27, 27, 218, 177, 55);
    assertPixel(planes, 14, 13, 21, 167, 72);
    assertPixel(planes, 20, 5, 48, 213, 175);
    assertSums(planes, 101715, 100658, 100169);
  }

  /** Recorded likewise. */
  @Test
  void enlargesBicubicAsPillow() {
    Planes planes = evaluation(InputContract.rgb(56, 0, 1, 0.875).interpolation(BICUBIC));
    assertPixel(planes, 0, 0, 79, 106, 184);
    assertPixel(planes, 55, 55, 228, 144, 166);
    assertPixel(planes, 14, 13, 180, 174, 107);
    assertPixel(planes, 40, 9, 49, 148, 103);
    assertSums(planes, 408982, 405673, 397410);
  }

  /** Recorded likewise in black and white, where a cubic overshoots: Pillow clamps either pass. */
  @Test
  void clampsAsPillow() {
    BufferedImage hard = blackAndWhite(Fixtures.formula(61, 47));
    Planes small = evaluation(hard, InputContract.rgb(28, 0, 1, 0.875).interpolation(BICUBIC));
    assertPixel(small, 0, 0, 0, 0, 255);
    assertPixel(small, 27, 0, 0, 98, 44);
    assertPixel(small, 0, 27, 255, 70, 251);
    assertPixel(small, 27, 27, 255, 251, 0);
    assertPixel(small, 14, 13, 0, 225, 74);
    assertPixel(small, 20, 5, 0, 223, 239);
    assertSums(small, 103589, 101023, 99728);
    Planes large = evaluation(hard, InputContract.rgb(56, 0, 1, 0.875).interpolation(BICUBIC));
    assertPixel(large, 55, 55, 255, 85, 152);
    assertPixel(large, 14, 13, 255, 255, 91);
    assertPixel(large, 40, 9, 0, 93, 100);
    assertSums(large, 418636, 417603, 397007);
  }

  private static BufferedImage blackAndWhite(BufferedImage image) {
    byte[] levels = Rgb.bytes(image);
    for (int i = 0; i < levels.length; i++) {
      levels[i] = (byte) (levels[i] < 0 ? 255 : 0); // a byte is negative from 128 on
    }
    return image;
  }

  private static Planes evaluation(InputContract contract) {
    return evaluation(Fixtures.formula(61, 47), contract);
  }

  private static Planes evaluation(BufferedImage image, InputContract contract) {
    return Resampling.sample(image, Framing.evaluation(61, 47, contract), contract);
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
  @ParameterizedTest
  @EnumSource(Interpolation.class)
  void interpolatesExactlyOnPixelCentres(Interpolation interpolation) {
    BufferedImage image = Fixtures.formula(20, 20);
    AffineTransform turn = new AffineTransform(0, 1, -1, 0, 20, 0); // x ← 20 − y, y ← x
    Planes planes = Resampling.sample(image, turn, 20, 20, interpolation);
    for (int y = 0; y < 20; y++) {
      for (int x = 0; x < 20; x++) {
        int rgb = image.getRGB(19 - y, x);
        assertEquals(rgb >> 16 & 0xff, planes.values()[y * 20 + x], 1e-3);
        assertEquals(rgb & 0xff, planes.values()[800 + y * 20 + x], 1e-3);
      }
    }
  }

  /** A turn by next to nothing takes two steps, as all turns do; borders are another matter. */
  @ParameterizedTest
  @CsvSource({"BILINEAR, 3, 6", "BICUBIC, 3, 3", "BILINEAR, 0.4, 0.001", "BICUBIC, 0.4, 0.001"})
  void turnsAsSharpAsItResizes(Interpolation interpolation, double scale, double farthest) {
    BufferedImage image = waves(120);
    int side = (int) (120 / scale);
    AffineTransform straight = AffineTransform.getScaleInstance(scale, scale);
    AffineTransform turned = new AffineTransform(scale, 1e-9, 0, scale, 0, 0);
    Planes expected = Resampling.sample(image, straight, side, side, interpolation);
    Planes found = Resampling.sample(image, turned, side, side, interpolation);
    int margin = (int) Math.ceil(2 / Math.min(1, scale));
    double worst = 0;
    for (int y = margin; y < side - margin; y++) {
      for (int x = margin; x < side - margin; x++) {
        int at = y * side + x;
        worst = Math.max(worst, Math.abs(expected.values()[at] - found.values()[at]));
      }
    }
    assertTrue(worst < farthest, "farthest is " + worst);
  }

  /** Sixteen pixels a wave across, and twenty-one down. */
  private static BufferedImage waves(int side) {
    BufferedImage image = Rgb.image(side, side);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int level = (int) Math.round(127.5 + 120 * Math.sin(x * 0.4) * Math.cos(y * 0.3));
        image.setRGB(x, y, level * 0x010101);
      }
    }
    return image;
  }

  @Test
  void mirrorsBeyondTheBorder() {
    assertEquals(2, Kernel.reflect(-2, 10));
    assertEquals(7, Kernel.reflect(13, 10));
    assertEquals(1, Kernel.reflect(21, 10));
    BufferedImage image = Fixtures.formula(10, 10);
    Planes shifted =
        Resampling.sample(
            image, AffineTransform.getTranslateInstance(-3, 0), 10, 10, Interpolation.BILINEAR);
    assertEquals(image.getRGB(2, 4) & 0xff, shifted.values()[200 + 40]);
    assertEquals(image.getRGB(0, 4) & 0xff, shifted.values()[200 + 43]);
  }

  /**
   * Ten pixels become five. Pillow's window reaches from ⌊c − 2 + ½⌋ to ⌊c + 2 + ½⌋ about the
   * centre c = 1, 3, 5, 7, 9; a triangle of width 2 weighs pixels at distances ½ and 1½ by ¾ and ¼.
   */
  @Test
  void halvesWithPillowsWindows() {
    Kernel half = new Kernel(10, 5, 2, 0, Interpolation.BILINEAR);
    assertArrayEquals(new int[] {0, 1, 3, 5, 7}, half.first);
    float[] border = {3 / 7f, 3 / 7f, 1 / 7f};
    float[] within = {1 / 8f, 3 / 8f, 3 / 8f, 1 / 8f};
    float[] end = {1 / 7f, 3 / 7f, 3 / 7f};
    float[][] expected = {border, within, within, within, end};
    for (int i = 0; i < 5; i++) {
      assertArrayEquals(expected[i], half.weights[i], 1e-7f);
    }
    assertEquals(10, half.last(4));
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
