package dev.graft.pixels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.graft.data.Fixtures;
import dev.graft.data.InputContract;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The machine's libturbojpeg reads what the JDK's reader reads, pixel for pixel. */
class TurboJpegTest {
  @BeforeEach
  void here() {
    assumeTrue(
        TurboJpeg.available(),
        "no libturbojpeg on this machine (Debian: libturbojpeg0, Ubuntu: libturbojpeg, Homebrew:"
            + " jpeg-turbo)");
  }

  @AfterEach
  void leave() {
    System.clearProperty("graft.jpeg");
  }

  /** Sides that end within a block and within a pair of pixels; edges as hard as edges can be. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, false, 0",
    "2, 1, false, 0",
    "2, 2, false, 0",
    "4, 1, false, 0",
    "1, 1, true, 0",
    "2, 1, true, 0",
    "2, 2, true, 0",
    "2, 2, false, 1"
  })
  void pixelsAreTheJdks(int across, int down, boolean progressive, int restart) throws IOException {
    JpegFile how = new JpegFile(across, down, progressive, restart);
    for (int[] size : new int[][] {{1, 1}, {3, 5}, {16, 16}, {33, 17}, {70, 41}}) {
      for (BufferedImage drawn : List.of(formula(size), noise(size, 3), noise(size, 1))) {
        byte[] file = how.of(drawn);
        assertTrue(JpegHeader.of(file).frame().usual());
        BufferedImage turbo = Rgb.image(size[0], size[1]);
        assertTrue(TurboJpeg.decode(file, turbo));
        assertArrayEquals(Rgb.bytes(by("java", file)), Rgb.bytes(turbo));
        assertArrayEquals(Rgb.bytes(turbo), Rgb.bytes(by("turbo", file)));
      }
    }
  }

  private static BufferedImage formula(int... size) {
    return Fixtures.formula(size[0], size[1]);
  }

  /** Black and white, grey or in colours. */
  private static BufferedImage noise(int[] size, int bands) {
    BufferedImage image =
        new BufferedImage(
            size[0],
            size[1],
            bands == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
    Random random = new Random(1);
    byte[] bytes = Rgb.bytes(image);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (random.nextBoolean() ? 255 : 0);
    }
    return image;
  }

  private static BufferedImage by(String reader, byte[] file) throws IOException {
    System.setProperty("graft.jpeg", reader);
    return ImageFile.decode(file);
  }

  /** Here newer versions of libjpeg-turbo smooth along columns, and libjpeg 6b does not. */
  @Test
  void whatIsSampledEveryOtherRowAloneIsLeftToTheJdk() throws IOException {
    byte[] file = new JpegFile(1, 2, false, 0).of(Fixtures.formula(33, 17));
    assertFalse(JpegHeader.of(file).frame().usual());
    assertArrayEquals(Rgb.bytes(by("java", file)), Rgb.bytes(by("turbo", file)));
  }

  /** Whatever it has to say, a warning too, the JDK's reader says in its place. */
  @Test
  void damageIsToldInTheSameWords() throws IOException {
    byte[] file = JpegFile.USUAL.of(Fixtures.formula(70, 41));
    int scan = JpegHeader.of(file).scan();
    Random random = new Random(1);
    int refused = 0;
    for (int i = 0; i < 300; i++) {
      byte[] damaged = file.clone();
      damaged[scan + random.nextInt(file.length - scan)] = (byte) random.nextInt(256);
      int length = i % 3 == 0 ? scan + random.nextInt(file.length - scan) : file.length;
      String said = said("java", Arrays.copyOf(damaged, length));
      assertEquals(said, said("turbo", Arrays.copyOf(damaged, length)));
      refused += said.isEmpty() ? 0 : 1;
    }
    assertTrue(refused > 50, refused + " refused");
  }

  private static String said(String reader, byte[] file) {
    try {
      by(reader, file);
      return "";
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  /** A byte beyond the image's would be somebody else's. */
  @Test
  void anImageOfAnotherSizeStaysAsItWas() throws IOException {
    byte[] file = JpegFile.USUAL.of(Fixtures.formula(33, 17));
    for (int[] size : new int[][] {{32, 17}, {33, 16}, {66, 34}, {1, 1}}) {
      BufferedImage other = Rgb.image(size[0], size[1]);
      assertFalse(TurboJpeg.decode(file, other));
      assertArrayEquals(new byte[3 * size[0] * size[1]], Rgb.bytes(other));
    }
  }

  @Test
  void whatDecodesIsPartOfWhatFeaturesAreKeptBy() {
    System.setProperty("graft.jpeg", "turbo");
    assertEquals("; JPEG by TurboJPEG", ImageFile.reading());
    InputContract contract = InputContract.rgb(224, 0, 1, 0.875);
    assertEquals(contract.text() + "; JPEG by TurboJPEG", contract.reading());
    System.setProperty("graft.jpeg", "java");
    assertEquals("", ImageFile.reading());
    assertEquals("the JDK's reader (GRAFT_JPEG)", ImageFile.jpegReader());
  }

  @Test
  void anotherWordIsRefused() {
    System.setProperty("graft.jpeg", "fast");
    Exception refused = assertThrows(IllegalStateException.class, ImageFile::jpegReader);
    assertEquals("GRAFT_JPEG is \"fast\", must be turbo or java", refused.getMessage());
  }
}
