package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.graft.data.InputContract.Interpolation;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestTimeTest {
  private static final InputContract CONTRACT = InputContract.rgb(224, 127, 128, 0.875);
  private static final InputContract SMALL = InputContract.rgb(7, 0, 1, 0.7);

  /** Resized to 10 by 13. */
  private static final BufferedImage IMAGE = Fixtures.formula(20, 27);

  private static final ImageSet IMAGES =
      new ImageSet(
          List.of("only"), List.of(new HeldPicture("a", "formula", IMAGE)), List.of(0), List.of());

  private static float[] pixels(Inputs inputs) {
    float[] pixels = new float[3 * 7 * 7];
    inputs.read(0, FloatBuffer.wrap(pixels));
    return pixels;
  }

  private static List<float[]> looks(TestTime looks) {
    return looks.inputs(IMAGES, SMALL).stream().map(TestTimeTest::pixels).toList();
  }

  private static float[] mirrored(float[] pixels) {
    float[] mirrored = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      mirrored[i] = pixels[i - i % 7 + 6 - i % 7];
    }
    return mirrored;
  }

  @Test
  void flippingShowsTheEvaluationsPixelsAndTheirMirrorBitForBit() {
    List<float[]> looks = looks(TestTime.flip());
    assertEquals(2, looks.size());
    assertArrayEquals(pixels(IMAGES.inputs(SMALL)), looks.get(0));
    assertArrayEquals(mirrored(pixels(IMAGES.inputs(SMALL))), looks.get(1));
    assertFalse(Arrays.equals(looks.get(0), looks.get(1)));
  }

  @Test
  void lookingOnceShowsTheEvaluationsPixels() {
    List<float[]> looks = looks(TestTime.once());
    assertEquals(1, looks.size());
    assertArrayEquals(pixels(IMAGES.inputs(SMALL)), looks.get(0));
  }

  @Test
  void countsItsLooks() {
    assertEquals(1, TestTime.once().count());
    assertEquals(10, TestTime.tenCrops().count());
  }

  /** Tiles are 168 wide with 14 between them; corners are rounded, so the middle is compared. */
  @Test
  void theSheetShowsEachLookFiveARow() {
    BufferedImage sheet = TestTime.tenCrops().preview(IMAGES, 0, SMALL);
    assertEquals(5 * 182 + 14, sheet.getWidth());
    assertEquals(2 * 182 + 14, sheet.getHeight());
    for (int i = 0; i < 10; i++) {
      var tile = TestTime.tenCrops().looks().get(i).planes(IMAGE, SMALL.size(168)).image();
      int left = 14 + i % 5 * 182;
      int top = 14 + i / 5 * 182;
      assertEquals(tile.getRGB(60, 90) | 0xff000000, sheet.getRGB(left + 60, top + 90));
    }
  }

  /** 500 by 375 is resized to 341 by 256; 117 and 32 pixels are left beside a cut of 224. */
  @Test
  void fiveCropsLieWhereTorchvisionHasThem() {
    double[][] cuts = {{0, 0}, {117, 0}, {0, 32}, {117, 32}, {58, 16}};
    assertFrames(500, 375, CONTRACT, TestTime.crops(), 341, 256, cuts);
  }

  /** Pixels left beside the centre are halved to even: 3 / 2 is 2, 5 / 2 is 2. */
  @Test
  void anOddRestIsRoundedAsTorchvisionDoes() {
    double[][] cuts = {{0, 0}, {3, 0}, {0, 6}, {3, 6}, {2, 3}};
    assertFrames(20, 27, SMALL, TestTime.crops(), 10, 13, cuts);
    double[][] five = {{0, 0}, {5, 0}, {0, 3}, {5, 3}, {2, 2}};
    assertFrames(24, 20, SMALL, TestTime.crops(), 12, 10, five);
  }

  private static void assertFrames(
      int width,
      int height,
      InputContract contract,
      TestTime looks,
      int resizedWidth,
      int resizedHeight,
      double[][] cuts) {
    List<AffineTransform> maps =
        looks.looks().stream().map(look -> look.map(width, height, contract)).toList();
    for (int i = 0; i < cuts.length; i++) {
      assertEquals((double) width / resizedWidth, maps.get(i).getScaleX(), 1e-12);
      assertEquals((double) height / resizedHeight, maps.get(i).getScaleY(), 1e-12);
      assertEquals(cuts[i][0] * width / resizedWidth, maps.get(i).getTranslateX(), 1e-9, "x " + i);
      assertEquals(
          cuts[i][1] * height / resizedHeight, maps.get(i).getTranslateY(), 1e-9, "y " + i);
    }
    assertEquals(cuts.length, maps.size());
  }

  /** A corner shows what the whole resized image has there. */
  @Test
  void aCornerIsAPartOfTheResizedImage() {
    Planes whole =
        Resampling.sample(IMAGE, Framing.whole(20, 27, 10, 13), 10, 13, Interpolation.BILINEAR);
    float[] corner = looks(TestTime.crops()).get(3);
    for (int y = 0; y < 7; y++) {
      for (int x = 0; x < 7; x++) {
        assertEquals(whole.values()[(y + 6) * 10 + x + 3], corner[y * 7 + x], 1e-3f);
      }
    }
  }

  @Test
  void tenCropsAreTheFiveAndTheirMirrors() {
    List<float[]> five = looks(TestTime.crops());
    List<float[]> ten = looks(TestTime.tenCrops());
    assertEquals(10, ten.size());
    for (int i = 0; i < 5; i++) {
      assertArrayEquals(five.get(i), ten.get(i));
      assertArrayEquals(mirrored(five.get(i)), ten.get(i + 5));
    }
    assertEquals(10, TestTime.tenCrops().mirrored().inputs(IMAGES, SMALL).size());
  }

  @Test
  void zoomsKeepOtherSharesOfTheShorterSide() {
    List<float[]> looks = looks(TestTime.zooms(0.7, 1));
    assertArrayEquals(pixels(IMAGES.inputs(SMALL)), looks.get(0));
    float[] whole = new float[3 * 7 * 7];
    IMAGES.inputs(InputContract.rgb(7, 0, 1, 1)).read(0, FloatBuffer.wrap(whole));
    assertArrayEquals(whole, looks.get(1));
    assertEquals(4, TestTime.zooms(0.7, 1).mirrored().inputs(IMAGES, SMALL).size());
  }

  /** Law 4. */
  @Test
  void nothingIsRandom() {
    assertFalse(Augmentation.class.isAssignableFrom(TestTime.class));
    List<float[]> once = looks(TestTime.tenCrops());
    List<float[]> again = looks(TestTime.tenCrops());
    for (int i = 0; i < once.size(); i++) {
      assertArrayEquals(once.get(i), again.get(i));
    }
  }

  @Test
  void whatItSaysOfItself() {
    assertEquals("1 look at each image: the centre", TestTime.once().toString());
    assertEquals("2 looks at each image: the centre and mirrored", TestTime.flip().toString());
    assertEquals("5 looks at each image: corners and centre", TestTime.crops().toString());
    assertEquals(
        "4 looks at each image: the centre at [0.5, 1.0] and mirrored",
        TestTime.zooms(0.5, 1).mirrored().toString());
  }

  @Test
  void aCropKeepsSomethingAndNoMoreThanAll() {
    assertRefused("crop is 0.0, must be above 0 and at most 1", 0.5, 0);
    assertRefused("crop is 1.5, must be above 0 and at most 1", 1.5);
    assertRefused("crop is NaN, must be above 0 and at most 1", Double.NaN);
    assertRefused("no crops to look at; give one or more, such as 0.75, 1");
  }

  private static void assertRefused(String message, double... crops) {
    var refusal = assertThrows(IllegalArgumentException.class, () -> TestTime.zooms(crops));
    assertEquals(message, refusal.getMessage());
  }
}
