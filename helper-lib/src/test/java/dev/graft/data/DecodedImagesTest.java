package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.graft.pixels.Rgb;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class DecodedImagesTest {
  private final DecodedImages decoded = new DecodedImages(12 * 300);

  private BufferedImage get(String key) {
    return decoded.get(key, () -> Rgb.image(10, 10));
  }

  @Test
  void anImageIsDecodedOnceWhileThereIsRoom() {
    BufferedImage first = get("first");
    for (int i = 0; i < 11; i++) {
      get("other " + i);
    }
    assertSame(first, get("first"));
    assertEquals(12 * 300, decoded.bytes());
    get("one too many");
    assertEquals(12 * 300, decoded.bytes());
    assertSame(first, get("first"));
    BufferedImage again = get("other 0");
    assertSame(again, get("other 0"));
  }

  @Test
  void theLeastUsedGoesFirst() {
    BufferedImage first = get("first");
    BufferedImage second = get("second");
    assertSame(first, get("first"));
    for (int i = 0; i < 11; i++) {
      get("other " + i);
    }
    assertSame(first, get("first"));
    assertNotSame(second, get("second"));
  }

  @Test
  void anImageThatWouldFillItIsNotKept() {
    BufferedImage large = decoded.get("large", () -> Rgb.image(20, 20));
    assertEquals(0, decoded.bytes());
    assertNotSame(large, decoded.get("large", () -> Rgb.image(20, 20)));
  }
}
