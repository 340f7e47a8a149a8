package dev.graft.pixels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.data.Fixtures;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageFileTest {
  /** An 8 × 8 JPEG of Adobe's inverted CMYK (0, 255, 255, 0), which is red; written by Pillow. */
  private static final String CMYK =
      "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwADAgIDAgIDAwMDBAMDBAUIBQUEBAUKBwcGCAwKDAwLCgsLDQ4SEA0OEQ4LCxAWEBETFBUVFQwPFxgWFBgSFBUU/8AAFAgACAAIBEMRAE0RAFkRAEsRAP/EAB8AAAEFAQEBAQEBAAAAAAAAAAABAgMEBQYHCAkKC//EALUQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/aAA4EQwBNAFkASwAAPwD9U6/Kqvyqr9U6/9k=";

  /** A lossless 4 × 4 WebP of (10, 200, 30), and the same half transparent; written by Pillow. */
  private static final String WEBP = "UklGRh4AAABXRUJQVlA4TBEAAAAvA8AAAAdQ5CrUo/+BiOh/AAA=";

  private static final String WEBP_ALPHA = "UklGRh4AAABXRUJQVlA4TBEAAAAvA8AAEAdQ5CrUo4CBiOh/AAA=";

  @ParameterizedTest
  @CsvSource({"jpg, 12", "png, 0", "gif, 0", "bmp, 0"})
  void decodesWhatJavaWrites(String name, int tolerance) throws Exception {
    BufferedImage image = ImageFile.decode(Fixtures.encoded(Fixtures.quadrants(32, 32), name));
    assertNear(255, 0, 0, image.getRGB(4, 4), tolerance);
    assertNear(0, 255, 0, image.getRGB(28, 4), tolerance);
    assertNear(0, 0, 255, image.getRGB(4, 28), tolerance);
    assertNear(255, 255, 255, image.getRGB(28, 28), tolerance);
  }

  @Test
  void decodesCmykJpeg() throws Exception {
    BufferedImage image = ImageFile.decode(Base64.getDecoder().decode(CMYK));
    Color colour = new Color(image.getRGB(4, 4));
    assertTrue(
        colour.getRed() > 200 && colour.getGreen() < 60 && colour.getBlue() < 60, colour::toString);
  }

  @Test
  void decodesWebp() throws Exception {
    BufferedImage image = ImageFile.decode(Base64.getDecoder().decode(WEBP));
    assertNear(10, 200, 30, image.getRGB(2, 2), 0);
  }

  @Test
  void laysAlphaOverWhite() throws Exception {
    BufferedImage image = ImageFile.decode(Base64.getDecoder().decode(WEBP_ALPHA));
    assertNear(132, 227, 142, image.getRGB(2, 2), 1);
    BufferedImage clear = new BufferedImage(2, 2, BufferedImage.TYPE_INT_ARGB);
    clear.setRGB(0, 0, 0x800000ff);
    BufferedImage decoded = ImageFile.decode(Fixtures.encoded(clear, "png"));
    assertNear(127, 127, 255, decoded.getRGB(0, 0), 0);
    assertNear(255, 255, 255, decoded.getRGB(1, 1), 0);
  }

  @Test
  void keepsGreyAsStored() throws Exception {
    BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(0, 0, 0, 100);
    BufferedImage decoded = ImageFile.decode(Fixtures.encoded(grey, "png"));
    assertNear(100, 100, 100, decoded.getRGB(0, 0), 0);
  }

  @Test
  void scalesSixteenBits() throws Exception {
    BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    grey.getRaster().setSample(0, 0, 0, 100 * 257);
    grey.getRaster().setSample(1, 0, 0, 65535);
    BufferedImage decoded = ImageFile.decode(Fixtures.encoded(grey, "png"));
    assertNear(100, 100, 100, decoded.getRGB(0, 0), 0);
    assertNear(255, 255, 255, decoded.getRGB(1, 0), 0);
  }

  /** Where the stored image's red, green, blue and white quadrant are seen: R, G, B, W by rows. */
  @ParameterizedTest
  @CsvSource({
    "1, RGBW", "2, GRWB", "3, WBGR", "4, BWRG", "5, RBGW", "6, BRWG", "7, WGBR", "8, GWRB"
  })
  void turnsPhotosUpright(int orientation, String seen) throws Exception {
    byte[] jpeg = withExif(Fixtures.encoded(Fixtures.quadrants(64, 32), "jpg"), orientation);
    BufferedImage image = ImageFile.decode(jpeg);
    assertEquals(orientation < 5 ? 64 : 32, image.getWidth());
    assertEquals(orientation < 5 ? 32 : 64, image.getHeight());
    int right = image.getWidth() - 5;
    int below = image.getHeight() - 5;
    String found =
        name(image.getRGB(4, 4))
            + name(image.getRGB(right, 4))
            + name(image.getRGB(4, below))
            + name(image.getRGB(right, below));
    assertEquals(seen, found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ....ftypheic....mif1 | HEIC is not supported; convert it to JPEG or PNG
          ....ftypavif....mif1 | AVIF is not supported; convert it to JPEG or PNG
          8BPS............     | Photoshop is not supported; convert it to JPEG or PNG
          %PDF-1.7........     | PDF is not supported; convert it to JPEG or PNG
          <html>404</html>     | not an image
          """)
  void refusesOtherKindsByName(String start, String message) {
    assertMessage(message, start.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void refusesJpeg2000ByName() {
    String start = "\0\0\0\u000cjP  \r\n\u0087\n....";
    assertMessage(
        "JPEG 2000 is not supported; convert it to JPEG or PNG",
        start.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Nothing is allocated for what the header claims, whatever the container. */
  @Test
  void holdsTheSizeInTheHeaderAgainstALimit() throws Exception {
    byte[] png = new PngFile(27000, 27000, 1, 0, 0).pixels(0);
    assertMessage(
        "27000 × 27000 pixels, at most 178,956,970 in all; GRAFT_MAX_PIXELS sets another limit",
        png);
    byte[] jpeg = Fixtures.encoded(Fixtures.quadrants(8, 8), "jpg");
    int frame = new String(jpeg, StandardCharsets.ISO_8859_1).indexOf("\u00ff\u00c0");
    Arrays.fill(jpeg, frame + 5, frame + 9, (byte) 0xff);
    assertMessage(
        "65535 × 65535 pixels, at most 178,956,970 in all; GRAFT_MAX_PIXELS sets another limit",
        jpeg);
    byte[] bmp = Fixtures.encoded(Fixtures.quadrants(8, 8), "bmp");
    Arrays.fill(bmp, 18, 22, (byte) 0x7f);
    assertMessage(
        "2139062143 × 8 pixels, at most 178,956,970 in all; GRAFT_MAX_PIXELS sets another limit",
        bmp);
  }

  @Test
  void takesAnotherLimit() throws Exception {
    byte[] png = new PngFile(3, 2, 8, 0, 0).pixels(0, 1, 2, 3, 0, 4, 5, 6);
    try {
      System.setProperty("graft.max.pixels", "5");
      assertMessage("3 × 2 pixels, at most 5 in all; GRAFT_MAX_PIXELS sets another limit", png);
      System.setProperty("graft.max.pixels", "6");
      assertEquals(3, ImageFile.decode(png).getWidth());
    } finally {
      System.clearProperty("graft.max.pixels");
    }
  }

  private static void assertMessage(String message, byte[] file) {
    assertEquals(
        message, assertThrows(IOException.class, () -> ImageFile.decode(file)).getMessage());
  }

  private static String name(int rgb) {
    int bits = rgb >> 21 & 4 | rgb >> 14 & 2 | rgb >> 7 & 1;
    return switch (bits) {
      case 4 -> "R";
      case 2 -> "G";
      case 1 -> "B";
      case 7 -> "W";
      default -> "?";
    };
  }

  private static byte[] withExif(byte[] jpeg, int orientation) {
    byte[] exif = {
      (byte) 0xff,
      (byte) 0xe1,
      0,
      34,
      'E',
      'x',
      'i',
      'f',
      0,
      0,
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      1,
      1,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      (byte) orientation,
      0,
      0,
      0,
      0,
      0,
      0
    };
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.writeBytes(exif);
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }

  private static void assertNear(int red, int green, int blue, int rgb, int tolerance) {
    Color colour = new Color(rgb);
    assertEquals(red, colour.getRed(), tolerance);
    assertEquals(green, colour.getGreen(), tolerance);
    assertEquals(blue, colour.getBlue(), tolerance);
  }
}
