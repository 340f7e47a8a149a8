package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.awt.geom.AffineTransform;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What each augmentation step does, with a generator that always draws three quarters. */
class StepsTest {
  /** Its doubles are 0.75, so that a step draws half of its limit, upwards. */
  private static final RandomGenerator UPWARDS = () -> 3L << 62;

  @Test
  void drawsBetweenMinusAndPlusTheLimit() {
    assertEquals(0.5, Step.within(1, UPWARDS));
    assertEquals(-1, Step.within(1, () -> 0));
  }

  /** Half of 0.2 of 100 pixels, and half of 0.6 of 50. */
  @Test
  void shiftsByASharesOfTheSides() {
    AffineTransform map = new Shift(0.2, 0.6).map(100, 50, UPWARDS);
    assertEquals(AffineTransform.getTranslateInstance(10, 15), map);
  }

  @Test
  void zoomsAndTurnsAndSlants() {
    assertEquals(AffineTransform.getScaleInstance(1.2, 1.2), new Zoom(0.4).map(9, 9, UPWARDS));
    assertArrayEquals(
        new double[] {0, 1, -1, 0, 0, 0}, matrix(new Rotate(180).map(9, 9, UPWARDS)), 1e-12);
    double tan = Math.tan(Math.toRadians(10));
    double[] slanted = matrix(new Shear(20).map(9, 9, UPWARDS));
    assertEquals(tan, Math.abs(slanted[1]) + Math.abs(slanted[2]), 1e-12);
  }

  @Test
  void mirrorsWhereTheCoinFalls() {
    assertEquals(new AffineTransform(), new Flip(false).map(9, 9, UPWARDS));
    assertEquals(AffineTransform.getScaleInstance(-1, 1), new Flip(false).map(9, 9, () -> 0));
    assertEquals(AffineTransform.getScaleInstance(1, -1), new Flip(true).map(9, 9, () -> 0));
  }

  private static double[] matrix(AffineTransform map) {
    double[] matrix = new double[6];
    map.getMatrix(matrix);
    return matrix;
  }

  /** Half of a saturation of 0.4 is 1.2 times the distance from grey: 59.8 + 1.2 · 140.2 = 228. */
  @ParameterizedTest
  @CsvSource({
    "200, 0, 0, 228.04, -11.96, -11.96",
    "0, 200, 0, -23.48, 216.52, -23.48",
    "0, 0, 200, -4.56, -4.56, 235.44",
    "90, 60, 30, 94.89, 58.89, 22.89"
  })
  void saturatesAwayFromGrey(float r, float g, float b, float red, float green, float blue) {
    Planes planes = new Planes(1, 1, new float[] {r, g, b});
    new Colour(0.4, 0).paint(planes, UPWARDS);
    assertArrayEquals(new float[] {red, green, blue}, planes.values(), 1f);
  }

  /**
   * Half of a hue of 0.5 is a quarter turn in the plane of I and Q, which become −Q and I: for red,
   * I = 0.596 · 200 = 119.2 and Q = 42.2, so that red is 59.8 − 0.956 · 42.2 + 0.621 · 119.2.
   */
  @ParameterizedTest
  @CsvSource({
    "200, 0, 0, 93.48, -5.84, 309.47",
    "0, 200, 0, 183.37, 124.40, -91.61",
    "0, 0, 200, -76.84, 81.44, -17.86",
  })
  void turnsTheHue(float r, float g, float b, float red, float green, float blue) {
    Planes planes = new Planes(1, 1, new float[] {r, g, b});
    float grey = planes.grey(0);
    new Colour(0, 0.5).paint(planes, UPWARDS);
    assertArrayEquals(new float[] {red, green, blue}, planes.values(), 0.05f);
    assertEquals(grey, planes.grey(0), 0.4f);
  }

  /** Half of 0.4 upwards is 1.2 times: of the values, or of their distance from the grey 100. */
  @Test
  void brightensAndSpreadsByHalfOfWhatItMay() {
    Planes bright = new Planes(2, 1, new float[] {10, 20, 30, 40, 50, 60});
    new Brightness(0.4).paint(bright, UPWARDS);
    assertArrayEquals(new float[] {12, 24, 36, 48, 60, 72}, bright.values(), 1e-4f);
    Planes spread = new Planes(2, 1, new float[] {50, 150, 50, 150, 50, 150});
    new Contrast(0.4).paint(spread, UPWARDS);
    assertArrayEquals(new float[] {40, 160, 40, 160, 40, 160}, spread.values(), 1e-4f);
  }

  /** Two rows of each table above, beside each other. */
  @Test
  void coloursEachPixelByItself() {
    Planes saturated = new Planes(2, 1, new float[] {90, 0, 60, 200, 30, 0});
    new Colour(0.4, 0).paint(saturated, UPWARDS);
    float[] wider = {94.89f, -23.48f, 58.89f, 216.52f, 22.89f, -23.48f};
    assertArrayEquals(wider, saturated.values(), 1f);
    Planes turned = new Planes(2, 1, new float[] {0, 0, 200, 0, 0, 200});
    new Colour(0, 0.5).paint(turned, UPWARDS);
    float[] quarter = {183.37f, -76.84f, 124.40f, 81.44f, -91.61f, -17.86f};
    assertArrayEquals(quarter, turned.values(), 0.05f);
  }

  /** A draw of one and a half standard deviations. */
  @Test
  void noiseIsAdded() {
    RandomGenerator above =
        new RandomGenerator() {
          @Override
          public long nextLong() {
            throw new AssertionError("only Gaussians are drawn");
          }

          @Override
          public double nextGaussian() {
            return 1.5;
          }
        };
    Planes planes = new Planes(1, 1, new float[] {100, 0, 7});
    new Noise(20).paint(planes, above);
    assertArrayEquals(new float[] {130, 30, 37}, planes.values());
  }

  @Test
  void noiseHasTheStandardDeviationThatItSays() {
    Planes planes = new Planes(100, 100);
    new Noise(20).paint(planes, new SplittableRandom(1));
    double sum = 0;
    double squares = 0;
    for (float value : planes.values()) {
      sum += value;
      squares += value * value;
    }
    assertEquals(0, sum / 30_000, 0.5);
    assertEquals(20, Math.sqrt(squares / 30_000), 0.4);
  }

  @Test
  void erasesInSoManyViewsAsItSays() {
    for (double probability : new double[] {0, 0.25, 1}) {
      RandomGenerator random = new SplittableRandom(2);
      int erased = 0;
      for (int i = 0; i < 1000; i++) {
        Planes planes = blank(8, 6);
        new Erase(probability).paint(planes, random);
        erased += Arrays.equals(planes.values(), blank(8, 6).values()) ? 0 : 1;
      }
      assertEquals(1000 * probability, erased, probability % 1 == 0 ? 0 : 50);
    }
  }

  /** Not even where 0 is drawn, the least there is. */
  @Test
  void aProbabilityOfZeroErasesNothing() {
    Planes planes = blank(8, 6);
    new Erase(0).paint(planes, () -> 0);
    assertArrayEquals(blank(8, 6).values(), planes.values());
  }

  private static Planes blank(int width, int height) {
    Planes planes = new Planes(width, height);
    Arrays.fill(planes.values(), -1);
    return planes;
  }

  /**
   * One rectangle in all channels, of 0.02 to 0.33 of the area, up to 3.3 times as wide as high.
   */
  @Test
  void erasesARectangleInAllChannels() {
    RandomGenerator random = new SplittableRandom(3);
    double[] areas = {1, 0};
    double[] ratios = {9, 0};
    double[] values = {255, 0};
    int[] reached = new int[4];
    for (int i = 0; i < 500; i++) {
      Planes planes = blank(60, 40);
      new Erase(1).paint(planes, random);
      int left = 60;
      int right = -1;
      int top = 40;
      int bottom = -1;
      for (int p = 0; p < 2400; p++) {
        boolean erased = planes.values()[p] >= 0;
        assertEquals(erased, planes.values()[2400 + p] >= 0);
        assertEquals(erased, planes.values()[4800 + p] >= 0);
        if (erased) {
          left = Math.min(left, p % 60);
          right = Math.max(right, p % 60);
          top = Math.min(top, p / 60);
          bottom = Math.max(bottom, p / 60);
        }
      }
      int area = (right - left + 1) * (bottom - top + 1);
      int erased = 0;
      for (float value : planes.values()) {
        erased += value >= 0 ? 1 : 0;
        widen(values, value < 0 ? 128 : value);
      }
      assertEquals(3 * area, erased, "a filled rectangle");
      widen(areas, area / 2400.0);
      widen(ratios, (right - left + 1.0) / (bottom - top + 1));
      reached[0] += left == 0 ? 1 : 0;
      reached[1] += right == 59 ? 1 : 0;
      reached[2] += top == 0 ? 1 : 0;
      reached[3] += bottom == 39 ? 1 : 0;
    }
    assertArrayEquals(new double[] {0.02, 0.33}, areas, 0.02);
    assertArrayEquals(new double[] {1 / 3.3, 3.3}, ratios, 0.3);
    assertArrayEquals(new double[] {0, 255}, values, 1);
    for (int border : reached) {
      assertTrue(border > 1, Arrays.toString(reached));
    }
  }

  private static void widen(double[] range, double value) {
    range[0] = Math.min(range[0], value);
    range[1] = Math.max(range[1], value);
  }

  /** Of 1:100 no part between 3:4 and 4:3 has nine tenths of the area: the middle is shown. */
  @Test
  void aStripShowsItsMiddle() {
    RandomGenerator random = new SplittableRandom(4);
    RandomResizedCrop crop = new RandomResizedCrop(0.9, 1);
    assertEquals(
        new AffineTransform(13 / 26.0, 0, 0, 10 / 5.0, 493, 0),
        crop.frame(1000, 10, 26, 5, random));
    assertEquals(
        new AffineTransform(10 / 5.0, 0, 0, 13 / 26.0, 0, 494),
        crop.frame(10, 1001, 5, 26, random));
  }

  /** Each of ten tries draws an area and a ratio; none fits, so that no place is drawn. */
  @Test
  void aCropGivesUpAfterTenMisfits() {
    AtomicInteger draws = new AtomicInteger();
    RandomGenerator counted =
        () -> {
          draws.incrementAndGet();
          return 0;
        };
    new RandomResizedCrop(0.9, 1).frame(1000, 10, 26, 5, counted);
    assertEquals(20, draws.get());
  }

  /** Half of 10 × 20 as a square is 10 × 10: as wide as the image, and that fits. */
  @Test
  void aCropMayBeAsWideOrAsHighAsTheImage() {
    RandomGenerator middle = () -> 1L << 63; // its doubles are a half: the ratio 1
    AffineTransform wide = new RandomResizedCrop(0.5, 0.5).frame(10, 20, 5, 5, middle);
    assertEquals(
        List.of(2.0, 2.0, 0.0), List.of(wide.getScaleX(), wide.getScaleY(), wide.getTranslateX()));
    AffineTransform high = new RandomResizedCrop(0.5, 0.5).frame(20, 10, 5, 5, middle);
    assertEquals(
        List.of(2.0, 2.0, 0.0), List.of(high.getScaleX(), high.getScaleY(), high.getTranslateY()));
  }

  /** Drawn evenly between a tenth and nine tenths of the area, wide and high, anywhere. */
  @Test
  void aCropTakesAllThatItMay() {
    RandomGenerator random = new SplittableRandom(5);
    double[] areas = {1, 0};
    double[] ratios = {9, 0};
    double[] lefts = {9, 0};
    double[] tops = {9, 0};
    double mean = 0;
    for (int i = 0; i < 2000; i++) {
      double[] map = matrix(new RandomResizedCrop(0.1, 0.5).frame(400, 400, 40, 20, random));
      double width = 40 * map[0];
      double height = 20 * map[3];
      widen(areas, width * height / 160_000);
      widen(ratios, width / height);
      widen(lefts, map[4] / (400 - width));
      widen(tops, map[5] / (400 - height));
      mean += width * height / 160_000 / 2000;
    }
    assertArrayEquals(new double[] {0.1, 0.5}, areas, 0.005);
    assertArrayEquals(new double[] {0.75, 4 / 3.0}, ratios, 0.02);
    assertArrayEquals(new double[] {0, 1}, lefts, 0.01);
    assertArrayEquals(new double[] {0, 1}, tops, 0.01);
    assertEquals(0.3, mean, 0.01);
  }

  @Test
  void aCropOfAPixelIsAPixel() {
    AffineTransform map = new RandomResizedCrop(0.001, 0.001).frame(1, 1, 2, 2, UPWARDS);
    assertEquals(AffineTransform.getScaleInstance(0.5, 0.5), map);
  }

  private static Arguments refused(String message, Executable step) {
    return arguments(message, step);
  }

  static Stream<Arguments> outOfRange() {
    return Stream.of(
        refused("brightness is 1.1, must be 0.0 to 1.0", () -> new Brightness(1.1)),
        refused("contrast is -0.1, must be 0.0 to 1.0", () -> new Contrast(-0.1)),
        refused("saturation is 2.0, must be 0.0 to 1.0", () -> new Colour(2, 0)),
        refused("hue is 0.6, must be 0.0 to 0.5", () -> new Colour(0, 0.6)),
        refused("noise is 256.0, must be 0.0 to 255.0", () -> new Noise(256)),
        refused("erase is NaN, must be 0.0 to 1.0", () -> new Erase(Double.NaN)),
        refused("shear is 61.0, must be 0.0 to 60.0", () -> new Shear(61)),
        refused("shift in width is 1.5, must be 0.0 to 1.0", () -> new Shift(1.5, 0)),
        refused("shift in height is -0.5, must be 0.0 to 1.0", () -> new Shift(0, -0.5)),
        refused("smallest area is 0.0, must be 0.001 to 1.0", () -> new RandomResizedCrop(0, 1)),
        refused("largest area is 0.4, must be 0.5 to 1.0", () -> new RandomResizedCrop(0.5, 0.4)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("outOfRange")
  void aValueOutOfRangeIsNamed(String message, Executable step) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, step).getMessage());
  }
}
