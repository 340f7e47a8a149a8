package dev.graft.pixels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** WebP and GIF are read as Pillow reads them, and refused as it refuses them. */
class RecordedTest {
  static List<Recorded> pictures() throws IOException {
    return Recorded.all();
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void pixelsArePillows(Recorded picture) throws Exception {
    BufferedImage image = ImageFile.decode(picture.file());
    assertEquals(picture.width(), image.getWidth());
    assertEquals(picture.height(), image.getHeight());
    byte[] rgb = Rgb.bytes(image).clone();
    for (int i = 0; i < rgb.length; i += 3) {
      byte blue = rgb[i];
      rgb[i] = rgb[i + 2];
      rgb[i + 2] = blue;
    }
    byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(rgb);
    assertEquals(picture.sha256(), HexFormat.of().formatHex(sha256));
  }

  static List<Recorded> stills() throws IOException {
    return pictures().stream().filter(one -> !one.name().equals("gif-animated")).toList();
  }

  /** Of an animated GIF the first picture is whole, and read, where a later one is cut. */
  @ParameterizedTest
  @MethodSource("stills")
  void cutFilesAreRefused(Recorded picture) {
    byte[] file = picture.file();
    for (int length = 16; length < file.length - 3; length += 1 + file.length / 40) {
      byte[] cut = Arrays.copyOf(file, length);
      Exception refused = assertThrows(IOException.class, () -> ImageFile.decode(cut));
      String kind = picture.name().startsWith("gif") ? "GIF" : "WEBP";
      assertEquals(kind + " is truncated", refused.getMessage());
    }
  }
}
