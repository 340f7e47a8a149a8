package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.data.InputContract.Interpolation;
import dev.graft.data.RandAugment.Operation;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each operation against the recording of torchvision's; see record_rand_augment.py. */
class RandAugmentTest {
  private static final int WIDTH = 13;
  private static final int HEIGHT = 9;
  private static final SplittableRandom NONE = new SplittableRandom();

  /**
   * Its name there, and how far our floats may be from its floats, in units of 0…255: rounding, and
   * that it weighs red by 0.2989 and we by 0.299. What is in whole numbers is the same.
   */
  @ParameterizedTest
  @CsvSource({
    "BRIGHTNESS, Brightness, 0.002",
    "COLOR, Color, 0.01",
    "CONTRAST, Contrast, 0.01",
    "SHARPNESS, Sharpness, 0.002",
    "AUTO_CONTRAST, AutoContrast, 0.002",
    "POSTERIZE, Posterize, 0",
    "SOLARIZE, Solarize, 0",
    "EQUALIZE, Equalize, 0"
  })
  void paintsAsTorchvision(Operation operation, String name, float tolerance) throws IOException {
    JsonNode recorded = recorded().get(name);
    assertEquals(recorded.get("signed").booleanValue(), operation.signed);
    for (int sign : operation.signed ? new int[] {1, -1} : new int[] {1}) {
      Planes planes = planes(Fixtures.formula(WIDTH, HEIGHT));
      ((Step.Painting) operation.step(9, sign)).paint(planes, NONE);
      planes.clamp();
      float[] expected = floats(recorded.get(sign > 0 ? "up" : "down"));
      assertArrayEquals(expected, planes.values(), tolerance, name + " " + sign);
    }
  }

  @Test
  void equalizesALargerImageAsTorchvision() throws IOException {
    Planes planes = planes(Fixtures.formula(26, 20));
    float[] plain = planes.values().clone();
    new Equalize().paint(planes, NONE);
    float[] expected = floats(recorded().get("Equalize").get("large"));
    assertArrayEquals(expected, planes.values());
    assertTrue(IntStream.range(0, plain.length).filter(i -> plain[i] != expected[i]).count() > 900);
  }

  @Test
  void solarizesFromTheThresholdOn() {
    Planes planes = new Planes(3, 1, new float[] {99, 100, 101, 0, 255, 50, 99.9f, 100.1f, 7});
    new Solarize(100).paint(planes, NONE);
    float[] expected = {99, 155, 154, 0, 0, 50, 99.9f, 154.9f, 7};
    assertArrayEquals(expected, planes.values(), 1e-4f);
  }

  /** 100 pixels lie below the largest value, fewer than there are steps. */
  @Test
  void doesNotEqualizeWhatIsNearlyPlain() {
    Planes planes = new Planes(20, 20);
    Arrays.fill(planes.values(), 200);
    Arrays.fill(planes.values(), 0, 100, 10);
    float[] plain = planes.values().clone();
    new Equalize().paint(planes, NONE);
    assertArrayEquals(plain, planes.values());
  }

  @Test
  void stretchesEachChannelThatHasTwoValues() {
    Planes planes = new Planes(2, 1, new float[] {10, 61, 0, 255, 7, 7});
    new AutoContrast().paint(planes, NONE);
    assertArrayEquals(new float[] {0, 255, 0, 255, 7, 7}, planes.values());
  }

  @ParameterizedTest
  @CsvSource({
    "SHEAR_X, ShearX",
    "SHEAR_Y, ShearY",
    "TRANSLATE_X, TranslateX",
    "TRANSLATE_Y, TranslateY",
    "ROTATE, Rotate"
  })
  void movesAsTorchvision(Operation operation, String name) throws IOException {
    JsonNode recorded = recorded().get(name);
    assertTrue(operation.signed);
    for (int sign : new int[] {1, -1}) {
      Step.Geometric step = (Step.Geometric) operation.step(9, sign);
      AffineTransform map = step.map(WIDTH, HEIGHT, NONE);
      double[] rows = {
        map.getScaleX(), map.getShearX(), map.getTranslateX(),
        map.getShearY(), map.getScaleY(), map.getTranslateY()
      };
      JsonNode expected = recorded.get(sign > 0 ? "up" : "down");
      for (int i = 0; i < 6; i++) {
        assertEquals(expected.get(i).doubleValue(), rows[i], 1e-6, name + " " + sign + " " + i);
      }
    }
  }

  @Test
  void hasTorchvisionsMagnitudes() throws IOException {
    JsonNode recorded = recorded();
    for (int magnitude = 0; magnitude <= 30; magnitude++) {
      assertEquals(
          new Posterize((int) level(recorded, "Posterize", magnitude)),
          Operation.POSTERIZE.step(magnitude, 1));
      Solarize solarize = (Solarize) Operation.SOLARIZE.step(magnitude, 1);
      assertEquals(255 * level(recorded, "Solarize", magnitude), solarize.threshold(), 1e-3);
      Move move = (Move) Operation.TRANSLATE_X.step(magnitude, 1);
      assertEquals(level(recorded, "TranslateX", magnitude), WIDTH * move.right(), 1e-5);
      Sharpen sharpen = (Sharpen) Operation.SHARPNESS.step(magnitude, -1);
      assertEquals(1 - level(recorded, "Sharpness", magnitude), sharpen.factor(), 1e-6);
      assertEquals(
          level(recorded, "Rotate", magnitude),
          ((Turn) Operation.ROTATE.step(magnitude, 1)).degrees(),
          1e-5);
    }
  }

  /** Computed apart, as the streams of {@link RandomnessTest}: an operation, then its side. */
  @Test
  void aSeedKeepsItsOperations() {
    List<List<Step>> expected =
        List.of(
            List.of(Operation.COLOR.step(9, -1), Operation.COLOR.step(9, 1)),
            List.of(Operation.SOLARIZE.step(9, 1), Operation.CONTRAST.step(9, 1)),
            List.of(Operation.COLOR.step(9, -1), Operation.POSTERIZE.step(9, 1)),
            List.of(Operation.IDENTITY.step(9, 1), Operation.SHARPNESS.step(9, -1)));
    for (int view = 0; view < 4; view++) {
      List<Step> steps = new View(List.of(new RandAugment(2, 9)), 1, "x", view).steps();
      assertEquals(expected.get(view), steps, "view " + view);
    }
  }

  @Test
  void drawsEveryOperationAboutEquallyOften() {
    Map<Operation, Integer> counts = new EnumMap<>(Operation.class);
    int down = 0;
    for (int view = 0; view < 1400; view++) {
      for (Step step : new View(List.of(new RandAugment(2, 9)), 1, "x", view).steps()) {
        for (Operation operation : Operation.values()) {
          boolean negative = operation.signed && step.equals(operation.step(9, -1));
          if (negative || step.equals(operation.step(9, 1))) {
            counts.merge(operation, 1, Integer::sum);
            down += negative ? 1 : 0;
          }
        }
      }
    }
    assertEquals(14, counts.size());
    counts.forEach((operation, count) -> assertEquals(200, count, 60, operation.name()));
    assertEquals(900, down, 100);
  }

  /** A step draws the same beside it: what it stands for has other names than the chain's steps. */
  @Test
  void changesNoOtherStep() {
    InputContract contract = InputContract.rgb(20, 0, 1, 1);
    for (int view = 0; view < 30; view++) {
      View alone = new View(List.of(new Rotate(30), new Zoom(0.5)), 1, "x", view);
      AffineTransform expected = alone.map(20, 20, contract);
      View both =
          new View(List.of(new RandAugment(4, 0), new Rotate(30), new Zoom(0.5)), 1, "x", view);
      AffineTransform found = both.map(20, 20, contract);
      assertEquals(expected.getScaleX(), found.getScaleX(), 1e-12);
      assertEquals(expected.getShearX(), found.getShearX(), 1e-12);
    }
  }

  @Test
  void twoOfAChainDrawDifferently() {
    boolean differ = false;
    for (int view = 0; view < 5; view++) {
      List<Step> chain = List.of(new RandAugment(2, 9), new RandAugment(2, 9));
      List<Step> steps = new View(chain, 1, "x", view).steps();
      assertEquals(4, steps.size());
      differ |= !steps.subList(0, 2).equals(steps.subList(2, 4));
    }
    assertTrue(differ);
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void hasNamesOfItsOwn(Operation operation) {
    String name = operation.step(9, 1).getClass().getSimpleName();
    assertTrue(
        Stream.of("Flip", "Rotate", "Shift", "Shear", "Zoom", "RandomResizedCrop", "Brightness")
            .noneMatch(name::equals));
    assertTrue(Stream.of("Contrast", "Colour", "Noise", "Erase").noneMatch(name::equals));
  }

  @Test
  void saysWhatIsWrong() {
    assertMessage("operations is 0, must be at least 1", () -> Augmentation.randAugment(0, 9));
    assertMessage("magnitude is 31, must be 0 to 30", () -> Augmentation.randAugment(2, 31));
    assertMessage("magnitude is -1, must be 0 to 30", () -> Augmentation.randAugment(2, -1));
    assertEquals(
        "[RandAugment[operations=1, magnitude=0]]", Augmentation.randAugment(1, 0).toString());
    assertEquals(
        "[RandAugment[operations=1, magnitude=30]]", Augmentation.randAugment(1, 30).toString());
    assertEquals(Augmentation.randAugment(2, 9), Augmentation.randAugment());
    assertEquals(
        "[Flip[vertical=false, in turn], RandAugment[operations=2, magnitude=9]]",
        Augmentation.flip().randAugment().toString());
  }

  private static Planes planes(BufferedImage image) {
    return Resampling.sample(
        image, new AffineTransform(), image.getWidth(), image.getHeight(), Interpolation.BILINEAR);
  }

  private static double level(JsonNode recorded, String name, int magnitude) {
    return recorded.get(name).get("magnitudes").get(magnitude).doubleValue();
  }

  private static float[] floats(JsonNode values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i).floatValue();
    }
    return floats;
  }

  private static JsonNode recorded() throws IOException {
    return new ObjectMapper()
        .readTree(RandAugmentTest.class.getResourceAsStream("/reference/rand_augment.json"));
  }

  private static void assertMessage(String message, Runnable call) {
    assertEquals(message, assertThrows(RuntimeException.class, call::run).getMessage());
  }
}
