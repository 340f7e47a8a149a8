package dev.graft.pixels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What WebP files say beside their pixels, and what is refused. */
class WebpTest {
  private static final int FLAGS = 20;

  @Test
  void aboutTheFirstFrameIsNothing() throws Exception {
    BufferedImage opaque = ImageFile.decode(file("animated-opaque"));
    assertEquals(0xff000000, opaque.getRGB(0, 0));
    BufferedImage clear = ImageFile.decode(file("animated-alpha"));
    assertEquals(0xffffffff, clear.getRGB(30, 29));
  }

  @Test
  void sizesAreToldByTheFirstBytes() throws Exception {
    for (Recorded picture : Recorded.all()) {
      if (!picture.name().startsWith("gif") && !picture.name().startsWith("turned")) {
        Size size = new Webp().size(Arrays.copyOf(picture.file(), 30));
        assertEquals(new Size(picture.width(), picture.height()), size, picture.name());
      }
    }
  }

  @Test
  void theLimitIsHeldAgainstTheHeader() throws Exception {
    byte[] file = file("lossless-one-colour");
    file[21] = (byte) 0xff;
    file[22] = (byte) 0xff;
    file[23] = (byte) 0xff;
    file[24] |= (byte) 0x0f;
    Exception refused = assertThrows(IOException.class, () -> ImageFile.decode(file));
    assertEquals("16384 × 16384 pixels", refused.getMessage().split(",")[0]);
  }

  @Test
  void memoryIsThePictureAndItsChroma() throws Exception {
    byte[] file = file("lossy-segments");
    ImageFile.decode(file);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    ImageFile.decode(file);
    long each = (threads.getCurrentThreadAllocatedBytes() - before - 80_000) / (80 * 64);
    assertTrue(each < 8, () -> each + " bytes a pixel");
  }

  @Test
  void structureIsReadAsStrictlyAsPillowReadsIt() throws Exception {
    assertRefused("WebP has features that are not known", "animated-alpha", FLAGS, 0x92);
    assertRefused(
        "WebP has a picture of another size than its canvas", "animated-alpha", FLAGS + 4, 20);
    assertRefused("WebP has several pictures outside of an animation", "alpha-coded", FLAGS, 18);
    assertRefused("WebP has a frame before its animation", "animated-alpha", 33, 'X');
    assertRefused("WebP has no picture", "lossy-odd", 12, 'X');
    assertRefused("WebP has alpha of an unknown kind", "alpha-plain-0", 38, 2);
    assertRefused("lossy WebP does not start with a key frame", "lossy-odd", 20, 0x31);
    assertRefused("lossless WebP of an unknown version", "lossless-mixed", 24, 0x60);
  }

  private static void assertRefused(String reason, String name, int at, int value)
      throws IOException {
    byte[] file = file(name);
    file[at] = (byte) value;
    Exception refused = assertThrows(IOException.class, () -> ImageFile.decode(file), name);
    assertEquals(reason, refused.getMessage());
  }

  private static byte[] file(String name) throws IOException {
    return Recorded.named(name).file().clone();
  }
}
