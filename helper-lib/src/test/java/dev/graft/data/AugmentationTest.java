package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AugmentationTest {
  private static final InputContract CONTRACT = InputContract.rgb(24, 127, 128, 0.875);
  private static final ImageSet IMAGES =
      new ImageSet(
          List.of("a", "b"),
          List.of(
              new HeldPicture("a/x", "", Fixtures.formula(60, 40)),
              new HeldPicture("b/y", "", Fixtures.formula(60, 40))),
          List.of(0, 1),
          List.of());

  private static final ImageSet OTHERS =
      Unlabelled.of(Fixtures.quadrants(60, 40)).join(Unlabelled.of(Fixtures.formula(50, 50)));

  static Stream<Augmentation> steps() {
    return Stream.of(
        Augmentation.flip(),
        Augmentation.flipVertical(),
        Augmentation.rotate(15),
        Augmentation.shift(0.1, 0.1),
        Augmentation.shear(10),
        Augmentation.zoom(0.2),
        Augmentation.randomResizedCrop(),
        Augmentation.randomResizedCrop(0.5, 1),
        Augmentation.brightness(0.2),
        Augmentation.contrast(0.2),
        Augmentation.colour(0.3, 0.1),
        Augmentation.noise(5),
        Augmentation.erase(0.5),
        Augmentation.like(OTHERS, CONTRACT),
        Augmentation.randAugment(),
        Augmentation.flip().randAugment(3, 20),
        Augmentation.of(new Dim(0.5)).flip(),
        Augmentation.flip().rotate(15).zoom(0.1).noise(2));
  }

  /** A step of one's own is one file, and no row anywhere. */
  private record Dim(double share) implements Step.Painting {
    @Override
    public void paint(Planes planes, RandomGenerator random) {
      float factor = (float) (1 - share * random.nextDouble());
      for (int i = 0; i < planes.values().length; i++) {
        planes.values()[i] *= factor;
      }
    }
  }

  @Test
  void aStepOfOnesOwnIsPartOfTheKey() {
    assertEquals(
        "[Dim[share=0.5], Flip[vertical=false, in turn]]",
        Augmentation.of(new Dim(0.5)).flip().toString());
    TrainingSet half = TrainingSet.of(IMAGES, Augmentation.of(new Dim(0.5)));
    TrainingSet all = TrainingSet.of(IMAGES, Augmentation.of(new Dim(1)));
    assertNotEquals(
        half.examples(0, CONTRACT).inputs().key(0), all.examples(0, CONTRACT).inputs().key(0));
    Step.Painting nameless = (planes, random) -> {};
    var refused =
        assertThrows(IllegalArgumentException.class, () -> Augmentation.of(nameless)).getMessage();
    assertTrue(
        refused.startsWith(
            "an augmentation step must be a record, whose text says its options; this is "),
        refused);
  }

  @ParameterizedTest
  @MethodSource("steps")
  void isAPureFunctionOfSeedImageAndView(Augmentation augmentation) {
    TrainingSet set = TrainingSet.of(IMAGES, augmentation).seed(1);
    boolean viewMatters = false;
    boolean seedMatters = false;
    boolean imageMatters = false;
    for (int epoch = 0; epoch < 24; epoch++) {
      float[] view = read(set.examples(epoch, CONTRACT).inputs(), 0);
      assertArrayEquals(
          view,
          read(TrainingSet.of(IMAGES, augmentation).seed(1).examples(epoch, CONTRACT).inputs(), 0));
      viewMatters |= !Arrays.equals(view, read(set.examples(epoch + 1, CONTRACT).inputs(), 0));
      seedMatters |= !Arrays.equals(view, read(set.seed(2).examples(epoch, CONTRACT).inputs(), 0));
      imageMatters |= !Arrays.equals(view, read(set.examples(epoch, CONTRACT).inputs(), 1));
    }
    assertTrue(viewMatters && seedMatters && imageMatters);
  }

  @Test
  void noneIsTheEvaluationsRead() {
    TrainingSet set = TrainingSet.of(IMAGES, Augmentation.none());
    assertArrayEquals(
        read(IMAGES.inputs(CONTRACT), 0), read(set.examples(3, CONTRACT).inputs(), 0));
    assertArrayEquals(
        read(IMAGES.inputs(CONTRACT), 0),
        read(TrainingSet.of(IMAGES, Augmentation.rotate(0)).examples(0, CONTRACT).inputs(), 0));
    assertEquals(1, set.views());
  }

  /** Cut, turned or as it is: what is learned from is as sharp as what is evaluated. */
  @Test
  void aViewIsInterpolatedAsTheContractSays() {
    InputContract sharp = CONTRACT.interpolation(InputContract.Interpolation.BICUBIC);
    for (var way :
        List.of(Augmentation.none(), Augmentation.randomResizedCrop(), Augmentation.rotate(15))) {
      TrainingSet set = TrainingSet.of(IMAGES, way);
      assertFalse(
          Arrays.equals(
              read(set.examples(0, CONTRACT).inputs(), 0),
              read(set.examples(0, sharp).inputs(), 0)),
          way.toString());
    }
    Inputs plain = TrainingSet.of(IMAGES, Augmentation.none()).examples(0, sharp).inputs();
    assertArrayEquals(read(IMAGES.inputs(sharp), 0), read(plain, 0));
  }

  @Test
  void usesAFixedNumberOfViewsInTurn() {
    TrainingSet set = TrainingSet.of(IMAGES, Augmentation.noise(9)).views(3);
    assertArrayEquals(
        read(set.examples(1, CONTRACT).inputs(), 0), read(set.examples(4, CONTRACT).inputs(), 0));
    assertFalse(
        Arrays.equals(
            read(set.examples(1, CONTRACT).inputs(), 0),
            read(set.examples(2, CONTRACT).inputs(), 0)));
    assertEquals(2, set.view(5));
  }

  /** A step's draws do not depend on the other steps of the chain. */
  @Test
  void composesMovesAsJavasAffineTransform() {
    InputContract whole = InputContract.rgb(20, 0, 1, 1);
    AffineTransform turn = map(List.of(new Rotate(30)), whole);
    AffineTransform move = map(List.of(new Shift(0.5, 0.5)), whole);
    AffineTransform both = map(List.of(new Rotate(30), new Shift(0.5, 0.5)), whole);
    AffineTransform expected = new AffineTransform(turn);
    expected.concatenate(move);
    assertNear(expected, both);
    assertFalse(turn.isIdentity() || move.isIdentity());
    assertNear(turn, map(List.of(new Noise(3), new Rotate(30)), whole));
  }

  @Test
  void flipMirrorsExactly() {
    TrainingSet set = TrainingSet.of(IMAGES, Augmentation.flip());
    float[] plain = read(IMAGES.inputs(CONTRACT), 0);
    int flipped = 0;
    for (int view = 0; view < 40; view++) {
      float[] seen = read(set.examples(view, CONTRACT).inputs(), 0);
      if (!Arrays.equals(plain, seen)) {
        flipped++;
        for (int x = 0; x < 24; x++) {
          assertEquals(plain[24 * 5 + x], seen[24 * 5 + 23 - x], 2e-3);
        }
      }
    }
    assertTrue(flipped > 8 && flipped < 32, "flipped " + flipped + " of 40");
  }

  /**
   * Computed apart, as the streams of {@link RandomnessTest}: which views of an image turn round.
   */
  @Test
  void aSeedKeepsItsMirroredViews() {
    StringBuilder views = new StringBuilder();
    for (int view = 0; view < 16; view++) {
      AffineTransform map = new View(List.of(new Flip(false)), 1, "x", view).map(20, 20, CONTRACT);
      views.append(map.getScaleX() < 0 ? "m" : "-");
    }
    assertEquals("-m-m-m-mm--mm-m-", views.toString());
  }

  /** Two views that are kept show every image both ways; which comes first is drawn. */
  @Test
  void ofTwoSuccessiveViewsOneIsMirrored() {
    int first = 0;
    for (int image = 0; image < 200; image++) {
      boolean[] mirrored = new boolean[4];
      for (int view = 0; view < mirrored.length; view++) {
        var seen = new View(List.of(new Zoom(0.2), new Flip(false)), 3, "photo " + image, view);
        mirrored[view] = seen.map(20, 20, CONTRACT).getScaleX() < 0;
      }
      assertTrue(mirrored[0] != mirrored[1] && mirrored[2] != mirrored[3]);
      first += mirrored[0] ? 1 : 0;
    }
    assertTrue(first > 70 && first < 130, first + " of 200 begin mirrored");
  }

  /** Grey has neither hue nor saturation. */
  @Test
  void colourKeepsGrey() {
    BufferedImage grey = Fixtures.plain(9, 9, new Color(90, 90, 90));
    Planes planes =
        new View(List.of(new Colour(1, 0.5)), 1, "x", 0)
            .planes(grey, InputContract.rgb(9, 0, 1, 1));
    for (float value : planes.values()) {
      assertEquals(90, value, 0.5);
    }
  }

  @Test
  void cropKeepsWithinAreaAndRatio() {
    for (int view = 0; view < 200; view++) {
      AffineTransform map =
          new View(List.of(new RandomResizedCrop(0.2, 0.5)), 7, "x", view).map(300, 200, CONTRACT);
      double width = map.getScaleX() * 24;
      double height = map.getScaleY() * 24;
      assertEquals(0.35, width * height / 60000, 0.16);
      assertEquals(0, Math.log(width / height), Math.log(4 / 3.0) + 0.02);
      assertTrue(map.getTranslateX() >= 0 && map.getTranslateX() + width <= 300);
      assertTrue(map.getTranslateY() >= 0 && map.getTranslateY() + height <= 200);
    }
  }

  /** Noise about black and white goes beyond both. */
  @Test
  void everyStepsValuesAreCutTo0To255() {
    BufferedImage image = Fixtures.plain(9, 9, Color.WHITE);
    image.setRGB(4, 4, 0);
    float least = 255;
    float most = 0;
    for (int view = 0; view < 5; view++) {
      View noisy = new View(List.of(new Noise(60)), 1, "x", view);
      for (float value : noisy.planes(image, InputContract.rgb(9, 0, 1, 1)).values()) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    assertEquals(0, least);
    assertEquals(255, most);
  }

  @Test
  void aChainKeepsAllItsStepsInTheirOrder() {
    Augmentations chain =
        Augmentation.none()
            .flip()
            .flipVertical()
            .rotate(15)
            .shift(0.1, 0.2)
            .shear(10)
            .zoom(0.3)
            .randomResizedCrop()
            .randomResizedCrop(0.5, 0.9)
            .brightness(0.4)
            .contrast(0.5)
            .colour(0.6, 0.1)
            .noise(5)
            .erase(0.7)
            .randAugment()
            .randAugment(3, 20);
    assertEquals(
        "[Flip[vertical=false, in turn], Flip[vertical=true, in turn], Rotate[degrees=15.0],"
            + " Shift[width=0.1, height=0.2], Shear[degrees=10.0], Zoom[share=0.3],"
            + " RandomResizedCrop[minArea=0.08, maxArea=1.0],"
            + " RandomResizedCrop[minArea=0.5, maxArea=0.9], Brightness[share=0.4],"
            + " Contrast[share=0.5], Colour[saturation=0.6, hue=0.1], Noise[std=5.0],"
            + " Erase[probability=0.7], RandAugment[operations=2, magnitude=9],"
            + " RandAugment[operations=3, magnitude=20]]",
        chain.toString());
  }

  /** Equal chains are one key of a map, and others are spread. */
  @Test
  void aChainsHashIsThatOfItsSteps() {
    assertEquals(
        Augmentation.flip().zoom(0.1).hashCode(), Augmentation.flip().zoom(0.1).hashCode());
    assertNotEquals(Augmentation.flip().hashCode(), Augmentation.flipVertical().hashCode());
  }

  @Test
  void previewsAndChecks() {
    BufferedImage sheet = TrainingSet.of(IMAGES, Augmentation.flip()).preview(2, 3);
    assertEquals(4 * 182 + 14, sheet.getWidth());
    assertEquals(2 * 182 + 14, sheet.getHeight());
    assertEquals(206 + 14, IMAGES.preview(6).getHeight());
    assertMessage("rotate is 200.0, must be 0.0 to 180.0", () -> Augmentation.rotate(200));
    assertMessage("zoom is -0.1, must be 0.0 to 0.9", () -> Augmentation.flip().zoom(-0.1));
    assertMessage(
        "views is 0, must be at least 1",
        () -> TrainingSet.of(IMAGES, Augmentation.none()).views(0));
    assertEquals(
        "[Flip[vertical=false, in turn], Rotate[degrees=15.0]]",
        Augmentation.flip().rotate(15).toString());
    assertEquals(Augmentation.flip().zoom(0.1), Augmentation.flip().zoom(0.1));
  }

  private static AffineTransform map(List<Step> steps, InputContract contract) {
    return new View(steps, 5, "x", 0).map(20, 20, contract);
  }

  private static float[] read(Inputs inputs, int index) {
    FloatBuffer buffer = FloatBuffer.allocate(3 * 24 * 24);
    inputs.read(index, buffer);
    assertEquals(0, buffer.remaining());
    return buffer.array();
  }

  private static void assertNear(AffineTransform expected, AffineTransform found) {
    double[] left = new double[6];
    double[] right = new double[6];
    expected.getMatrix(left);
    found.getMatrix(right);
    assertArrayEquals(left, right, 1e-9);
  }

  private static void assertMessage(String message, Runnable call) {
    assertEquals(message, assertThrows(RuntimeException.class, call::run).getMessage());
  }
}
