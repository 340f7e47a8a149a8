package dev.graft.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.data.ImageSet;
import dev.graft.data.Samples;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TwinsTest {
  private static final int[] WAYS = {0, 1, 2, 3, 4, 5, 6, 7};
  private static final ImageSet GARDEN = Samples.garden(4, 1).train();

  private static double agreement(Grey one, Grey other) {
    return Math.max(
        Twins.agreement(one, new Alignment.Part(one), other, WAYS),
        Twins.agreement(other, new Alignment.Part(other), one, WAYS));
  }

  @ParameterizedTest
  @EnumSource(Spoiler.class)
  void aCopyAgrees(Spoiler spoiler) {
    for (int i = 0; i < 6; i++) {
      Grey whole = Grey.square(GARDEN.image(i), Alignment.SIDE);
      Grey copy = Grey.square(spoiler.of(GARDEN.image(i), new Random(i)), Alignment.SIDE);
      double agreement = agreement(whole, copy);
      assertTrue(agreement >= Twins.SAME, spoiler + " of " + i + ": " + agreement);
    }
  }

  @Test
  void anotherPhotoDoesNot() {
    for (int i = 1; i < 12; i++) {
      Grey one = Grey.square(GARDEN.image(i - 1), Alignment.SIDE);
      double agreement = agreement(one, Grey.square(GARDEN.image(i), Alignment.SIDE));
      assertTrue(agreement < Twins.SAME, i + ": " + agreement);
    }
  }

  @Test
  void nothingToSeeIsNoCopy() {
    Grey blank = new Grey(new float[Alignment.SIDE * Alignment.SIDE], Alignment.SIDE);
    assertTrue(agreement(blank, blank) < Twins.SAME);
  }

  @Test
  void turningFourTimesIsTurningBack() {
    Grey grey = Grey.square(GARDEN.image(0), Alignment.SIDE);
    Grey turned = grey;
    for (int i = 0; i < 4; i++) {
      turned = turned.laid(1);
    }
    assertEquals(1, grey.correlation(turned), 1e-9);
    assertEquals(1, grey.correlation(grey.laid(4).laid(4)), 1e-9);
  }
}
