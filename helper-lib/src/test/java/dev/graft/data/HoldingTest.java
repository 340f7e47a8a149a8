package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Strips: what is held of them is bounded, and shows an evaluation the same. */
class HoldingTest {
  private static final InputContract CONTRACT = InputContract.rgb(32, 0, 1, 0.875);

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 1000", "1000, 1", "20000, 2", "30000, 2", "65535, 1", "33, 2000", "7, 9"})
  void holdsTheMiddleOfAStrip(int width, int height) {
    ImageSet images = Unlabelled.of(Fixtures.formula(width, height));
    ImageSet held = images.held(CONTRACT);
    BufferedImage kept = held.image(0);
    assertEquals(36, Math.min(kept.getWidth(), kept.getHeight()));
    assertTrue(Math.max(kept.getWidth(), kept.getHeight()) <= 16 * 36 + 1);
    assertArrayEquals(pixels(images), pixels(held), 0.51f);
  }

  private static float[] pixels(ImageSet images) {
    FloatBuffer pixels = FloatBuffer.allocate(3 * 32 * 32);
    images.inputs(CONTRACT).read(0, pixels);
    return pixels.array();
  }
}
