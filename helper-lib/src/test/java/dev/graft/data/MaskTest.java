package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.graft.pixels.ImageFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class MaskTest {
  private static final List<String> CLASSES = List.of("sky", "road");
  private final Mask mask =
      Mask.of("street.jpg", CLASSES, 2, (byte) 0, (byte) 1, (byte) -1, (byte) 1);

  @Test
  void itsPictureIsReadBack() throws IOException {
    var png = new ByteArrayOutputStream();
    ImageIO.write(mask.picture(), "png", png);
    byte[] read = GreyImage.bytes(ImageFile.indices(png.toByteArray()));
    assertArrayEquals(new byte[] {0, 1, -1, 1}, read);
  }

  @Test
  void overlaysColoursHalfAndHalf() {
    var photo = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
    photo.setRGB(0, 1, 0x123456);
    BufferedImage overlay = mask.overlay(photo);
    assertEquals(0xFF003959, overlay.getRGB(0, 0), "half of 0072B2");
    assertEquals(0xFF123456, overlay.getRGB(0, 1), "no class, no colour");
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> mask.overlay(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB)));
    assertEquals("photo is 3 × 2 pixels, the mask of \"street.jpg\" is 2 × 2", e.getMessage());
  }

  @Test
  void coloursDiffer() {
    Set<Integer> colours = new HashSet<>();
    for (int c = 0; c < 40; c++) {
      colours.add(MaskColours.of(c));
    }
    assertEquals(40, colours.size());
  }

  @Test
  void saysItsShares() {
    assertEquals(2L, mask.shares().longColumn("pixels").get(1));
    assertEquals(1 / 3.0, mask.shares().doubleColumn("share").get(0), 1e-12);
    assertEquals("mask of street.jpg, 2 × 2 pixels of sky, road", mask.toString());
    assertEquals(
        "no pixel (2, 0) in 2 × 2 pixels",
        assertThrows(IllegalArgumentException.class, () -> mask.at(2, 0)).getMessage());
    assertEquals(
        "3 values in rows of 2; each row must be whole",
        assertThrows(
                IllegalArgumentException.class,
                () -> Mask.of("m", CLASSES, 2, (byte) 0, (byte) 0, (byte) 0))
            .getMessage());
  }
}
