package dev.graft.pixels;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.graft.data.Fixtures;
import dev.graft.weights.Fuzz;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged images of each container are read or refused with a reason. */
class ImagesFuzzTest {
  /** Pixels that are read in a second; the limit of the user's own is too many for that. */
  private static final int MOST_PIXELS = 8 << 20;

  @BeforeEach
  void limit() {
    System.setProperty("graft.max.pixels", Integer.toString(MOST_PIXELS));
  }

  @AfterEach
  void lift() {
    System.clearProperty("graft.max.pixels");
  }

  private static String refusal(byte[] mutant) {
    try {
      ImageFile.indices(mutant);
    } catch (IOException e) {
      assertFalse(e.getMessage().isBlank(), "a refusal says why");
    }
    try {
      ImageFile.decode(mutant);
      return "";
    } catch (IOException e) {
      assertFalse(e.getMessage().isBlank(), "a refusal says why");
      return e.getMessage();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "gif", "bmp"})
  void common(String format) throws Exception {
    byte[] image = Fixtures.encoded(Fixtures.formula(33, 17), format);
    Fuzz.of("image, " + format, image, ImagesFuzzTest::refusal);
  }

  static List<Recorded> pictures() throws IOException {
    return Recorded.all();
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void recorded(Recorded picture) throws Exception {
    Fuzz.of("image, " + picture, picture.file(), ImagesFuzzTest::refusal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"LZW", "PackBits", "Deflate", "JPEG"})
  void tiffs(String packing) throws Exception {
    BufferedImage image = Fixtures.formula(33, 17);
    Fuzz.of("image, tiff, " + packing, tiff(image, packing), ImagesFuzzTest::refusal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CCITT RLE", "CCITT T.4", "CCITT T.6"})
  void faxes(String packing) throws Exception {
    BufferedImage page = new BufferedImage(33, 17, BufferedImage.TYPE_BYTE_BINARY);
    page.getGraphics().drawLine(0, 2, 30, 14);
    Fuzz.of("image, tiff, " + packing, tiff(page, packing), ImagesFuzzTest::refusal);
  }

  private static byte[] tiff(BufferedImage image, String packing) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    ImageWriteParam how = writer.getDefaultWriteParam();
    how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    how.setCompressionType(packing);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), how);
    } finally {
      writer.dispose();
    }
    return file.toByteArray();
  }

  @Test
  void plainTiffs() throws Exception {
    byte[] rows = new byte[33 * 17 * 3];
    new Random(1).nextBytes(rows);
    var tiff = new TiffFile(ByteOrder.LITTLE_ENDIAN, 33, 17, 8, 3, 2);
    byte[] image = tiff.tag(259, 1).tag(274, 5).cells(rows);
    Fuzz.of("image, tiff as it is", image, ImagesFuzzTest::refusal);
  }

  /** A checksum finds most of what is damaged in a PNG, so that it is made to fit. */
  @Test
  void forgedPngs() throws Exception {
    byte[] image =
        new PngFile(9, 3, 8, 0, 1)
            .chunk("eXIf", PngFile.exif(6))
            .chunk("iTXt", PngFile.latin("XML:com.adobe.xmp\0\0\0\0\0<x tiff:Orientation=\"3\"/>"))
            .pixels(new int[40]);
    Fuzz.of("image, png with sums that fit", image, mutant -> refusal(summed(mutant)));
  }

  private static byte[] summed(byte[] png) {
    ByteBuffer file = ByteBuffer.wrap(png.clone());
    for (int at = 8; at + 12 <= png.length; ) {
      int length = file.getInt(at);
      if (length < 0 || length > png.length - at - 12) {
        break;
      }
      CRC32 crc = new CRC32();
      crc.update(png, at + 4, length + 4);
      file.putInt(at + 8 + length, (int) crc.getValue());
      at += 12 + length;
    }
    return file.array();
  }
}
