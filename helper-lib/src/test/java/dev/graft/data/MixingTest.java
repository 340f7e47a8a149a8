package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.data.Mixing.Mixed;
import dev.graft.graph.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixingTest {
  private static final Shape PIXEL = Shape.of(3, 1, 1);
  private static final Shape SMALL = Shape.of(3, 3, 4);

  @Test
  void mixupLaysEachImageOverTheOneBefore() {
    FloatBuffer pixels = direct(0, 10, 20, 4, 14, 24, 8, 18, 28);
    Mixed mixed = Mixup.blend(pixels, 3, PIXEL, 0.75);
    assertArrayEquals(new float[] {2, 12, 22, 3, 13, 23, 7, 17, 27}, array(pixels));
    assertArrayEquals(new int[] {2, 0, 1}, Mixed.partners(3));
    assertEquals(0.75, mixed.share());
  }

  @Test
  void cutMixPutsABoxOfTheImageBefore() {
    FloatBuffer pixels = planes(1, 2, 3);
    Mixed mixed = CutMix.paste(pixels, 3, SMALL, new CutMix.Box(1, 0, 3, 2));
    float[] first = {
      1, 3, 3, 1, //
      1, 3, 3, 1, //
      1, 1, 1, 1
    };
    float[] second = {
      2, 1, 1, 2, //
      2, 1, 1, 2, //
      2, 2, 2, 2
    };
    float[] third = {
      3, 2, 2, 3, //
      3, 2, 2, 3, //
      3, 3, 3, 3
    };
    int at = 0;
    for (float[] plane : List.of(first, first, first, second, second, second, third)) {
      assertArrayEquals(plane, Arrays.copyOfRange(array(pixels), at, at += 12));
    }
    assertEquals(8 / 12.0, mixed.share(), 1e-15);
  }

  /** The box of torchvision: r = √(1 − λ) / 2, half sides ⌊r·W⌋ and ⌊r·H⌋, cut at the border. */
  @Test
  void cutMixCutsItsBoxAtTheBorder() {
    assertEquals(new CutMix.Box(2, 2, 6, 4), CutMix.Box.around(4, 3, 0.75, 6, 8));
    assertEquals(new CutMix.Box(1, 0, 5, 1), CutMix.Box.around(3, 0, 0.75, 6, 8));
    assertEquals(new CutMix.Box(3, 2, 8, 6), CutMix.Box.around(7, 5, 0, 6, 8));
    assertEquals(0, CutMix.Box.around(3, 3, 1, 6, 8).area());
  }

  @Test
  void theShareIsThatOfThePixelsThatRemain() {
    int whole = 0;
    for (int batch = 0; batch < 200; batch++) {
      FloatBuffer pixels = planes(1, 2, 3);
      Mixed mixed = Mixing.cutMix(1).mix(pixels, 3, SMALL, 1, 0, batch);
      int own = 0;
      for (int i = 36; i < 72; i++) {
        own += pixels.get(i) == 2 ? 1 : 0;
        assertTrue(pixels.get(i) == 2 || pixels.get(i) == 1);
      }
      assertEquals(own / 36.0, mixed.share(), 1e-12);
      whole += own == 36 ? 1 : 0;
    }
    assertTrue(whole > 0 && whole < 100, "unmixed " + whole + " of 200");
  }

  /** Beta(α, α) has mean 1/2 and variance 1 / (8α + 4). */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.2, 0.4, 1, 5})
  void drawsSharesFromBeta(double alpha) {
    int n = 20000;
    double sum = 0;
    double squares = 0;
    for (int batch = 0; batch < n; batch++) {
      double share =
          Mixing.mixup(alpha).mix(direct(1, 1, 1, 2, 2, 2), 2, PIXEL, 3, 1, batch).share();
      assertTrue(share >= 0 && share <= 1);
      sum += share;
      squares += (share - 0.5) * (share - 0.5);
    }
    assertEquals(0.5, sum / n, 0.01);
    assertEquals(1 / (8 * alpha + 4), squares / n, 0.004);
  }

  @Test
  void isAPureFunctionOfSeedEpochAndBatch() {
    Mixing mixing = Mixing.either(Mixing.mixup(0.4), Mixing.cutMix(1));
    float[] pixels = mixed(mixing, 1, 2, 3);
    assertArrayEquals(pixels, mixed(Mixing.either(Mixing.mixup(0.4), Mixing.cutMix(1)), 1, 2, 3));
    assertFalse(Arrays.equals(pixels, mixed(mixing, 9, 2, 3)));
    assertFalse(Arrays.equals(pixels, mixed(mixing, 1, 9, 3)));
    assertFalse(Arrays.equals(pixels, mixed(mixing, 1, 2, 9)));
  }

  @Test
  void eitherMixesHalfOfTheBatchesEachWay() {
    Mixing mixing = Mixing.either(Mixing.mixup(1), Mixing.cutMix(1));
    int boxes = 0;
    for (int batch = 0; batch < 1000; batch++) {
      boxes += mixed(mixing, 1, 0, batch)[7] % 1 == 0 ? 1 : 0;
    }
    assertEquals(500, boxes, 50);
  }

  /** Of four draws of a coin both sides come up: each way says what it mixed. */
  @Test
  void eitherSaysWhatItMixed() {
    for (int batch = 0; batch < 4; batch++) {
      Mixing mixing = Mixing.either(Mixing.mixup(1), Mixing.cutMix(1));
      Mixed mixed = mixing.mix(direct(1, 2, 3, 4, 5, 6), 2, PIXEL, 1, 0, batch);
      assertTrue(mixed.share() >= 0 && mixed.share() <= 1);
    }
  }

  @Test
  void leavesOneImageAndNoMixingAsTheyAre() {
    for (Mixing mixing : List.of(Mixing.none(), Mixing.mixup(1), Mixing.cutMix(1))) {
      FloatBuffer one = direct(1, 2, 3);
      Mixed mixed = mixing.mix(one, 1, PIXEL, 1, 0, 0);
      assertArrayEquals(new float[] {1, 2, 3}, array(one));
      assertArrayEquals(new int[] {0}, Mixed.partners(1));
      assertEquals(1, mixed.share());
    }
    assertArrayEquals(array(planes(1, 2, 3)), mixed(Mixing.none(), 1, 0, 0));
  }

  @Test
  void mixesBetweenPositionAndLimitAndKeepsBoth() {
    FloatBuffer pixels = direct(99, 0, 0, 0, 4, 4, 4, 98);
    pixels.position(1).limit(7);
    Mixup.blend(pixels, 2, PIXEL, 0.75);
    assertEquals(1, pixels.position());
    assertEquals(7, pixels.limit());
    assertArrayEquals(new float[] {99, 1, 1, 1, 3, 3, 3, 98}, array(pixels.clear()));
  }

  @Test
  void saysWhatIsWrong() {
    assertMessage("alpha is 0.0, must be above 0 and finite", () -> Mixing.mixup(0));
    assertMessage("alpha is NaN, must be above 0 and finite", () -> Mixing.cutMix(Double.NaN));
    assertMessage(
        "alpha is Infinity, must be above 0 and finite",
        () -> Mixing.mixup(Double.POSITIVE_INFINITY));
    assertMessage(
        "pixels are 3 values, must be 6: 2 images of (3, 1, 1)",
        () -> Mixing.mixup(1).mix(direct(1, 2, 3), 2, PIXEL, 1, 0, 0));
    assertEquals(
        "EitherMixing[one=Mixup[alpha=0.2], other=CutMix[alpha=1.0]]",
        Mixing.either(Mixing.mixup(0.2), Mixing.cutMix(1)).toString());
    assertEquals(Mixing.mixup(0.2), Mixing.mixup(0.2));
  }

  private static float[] mixed(Mixing mixing, long seed, int epoch, int batch) {
    FloatBuffer pixels = planes(1, 2, 3);
    mixing.mix(pixels, 3, SMALL, seed, epoch, batch);
    return array(pixels);
  }

  /** Images 4 × 3, each of one value. */
  private static FloatBuffer planes(float... values) {
    float[] all = new float[36 * values.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = values[i / 36];
    }
    return direct(all);
  }

  private static FloatBuffer direct(float... values) {
    return ByteBuffer.allocateDirect(4 * values.length)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer()
        .put(values)
        .flip();
  }

  private static float[] array(FloatBuffer buffer) {
    float[] values = new float[buffer.remaining()];
    buffer.get(buffer.position(), values);
    return values;
  }

  private static void assertMessage(String message, Runnable call) {
    assertEquals(message, assertThrows(RuntimeException.class, call::run).getMessage());
  }
}
