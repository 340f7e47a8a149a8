package dev.graft;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.graft.data.Fixtures;
import dev.graft.infer.CompiledBody;
import dev.graft.infer.Onnx;
import dev.graft.infer.OnnxRun;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A photo with a colour profile: {@code predict} sees the samples that it stores, as whoever
 * decodes it without colour management and feeds the exported model does.
 */
class TransferModel_ExportOnnxColoursTest {
  /** Display P3's red, green and blue under D50, as its profile has them. */
  private static final double[][] DISPLAY_P3 = {
    {0.51512, 0.24120, -0.00105}, {0.29198, 0.69225, 0.04189}, {0.15710, 0.06657, 0.78407}
  };

  private static final int PROFILE = 0xe2;

  @TempDir private Path folder;

  @BeforeEach
  void choose() {
    assumeTrue(CompiledBody.available(), "onnx runtime has no native library here");
  }

  @Test
  void aProfileChangesNoAnswer() throws IOException {
    byte[] jpeg = Fixtures.encoded(Fixtures.quadrants(48, 40), "jpg");
    byte[] tagged = joined(jpeg, displayP3());
    Path photo = Files.write(folder.resolve("p3.jpg"), tagged);
    int plain = read(jpeg).getRGB(4, 4);
    assertNotEquals(plain, read(tagged).getRGB(4, 4), "whoever heeds it sees other colours");
    assertAlike(List.of(photo), List.of(read(jpeg)));
  }

  /** Hands photographed with a telephone, their profile cut out before the JDK decodes them. */
  @Test
  void photosOfTelephonesGiveTheSameAnswers() throws IOException {
    Path hands = Fixtures.shared("data/signs/validation");
    assumeTrue(Files.isDirectory(hands), "no ../shared/data/signs on this machine");
    List<Path> photos;
    try (Stream<Path> all = Files.walk(hands)) {
      photos = all.filter(f -> f.toString().endsWith(".jpg")).sorted().limit(20).toList();
    }
    List<BufferedImage> stored =
        photos.stream().map(TransferModel_ExportOnnxColoursTest::stored).toList();
    assertAlike(photos, stored);
  }

  private void assertAlike(List<Path> photos, List<BufferedImage> stored) {
    try (TransferModel model = Garden.model("PyTorch")) {
      Garden.spread(model, 1000);
      Path file = folder.resolve("photos.onnx");
      model.exportOnnx(file, Onnx.probabilities().photos());
      for (int i = 0; i < photos.size(); i++) {
        Path photo = photos.get(i);
        double[] graft =
            Transfer.predict(model, photo).probabilities().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        float[] onnx = OnnxRun.image(file, stored.get(i));
        double[] wide = new double[onnx.length];
        Arrays.setAll(wide, j -> onnx[j]);
        assertArrayEquals(graft, wide, 1e-4, photo::toString);
        assertTrue(Math.abs(graft[0] - 1 / 6.0) > 0.01, "the classes differ");
      }
    }
  }

  private static BufferedImage stored(Path photo) {
    try {
      byte[] jpeg = Files.readAllBytes(photo);
      assertTrue(new String(jpeg, StandardCharsets.ISO_8859_1).contains("Display P3"));
      return read(without(jpeg, PROFILE));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static BufferedImage read(byte[] jpeg) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(jpeg));
  }

  /** The segment of a profile: the JDK's sRGB with other primaries. */
  private static byte[] displayP3() throws IOException {
    byte[] copy = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    ICC_Profile profile = ICC_Profile.getInstance(copy);
    int[] tags = {
      ICC_Profile.icSigRedColorantTag,
      ICC_Profile.icSigGreenColorantTag,
      ICC_Profile.icSigBlueColorantTag
    };
    for (int i = 0; i < tags.length; i++) {
      var value = new ByteArrayOutputStream();
      var out = new DataOutputStream(value);
      out.writeBytes("XYZ ");
      out.writeInt(0);
      for (double part : DISPLAY_P3[i]) {
        out.writeInt((int) Math.round(part * 65536));
      }
      profile.setData(tags[i], value.toByteArray());
    }
    byte[] data = profile.getData();
    var segment = new ByteArrayOutputStream();
    var out = new DataOutputStream(segment);
    out.write(0xff);
    out.write(PROFILE);
    out.writeShort(data.length + 16);
    out.writeBytes("ICC_PROFILE\0\1\1");
    out.write(data);
    return segment.toByteArray();
  }

  /** Behind the segment of JFIF. */
  private static byte[] joined(byte[] jpeg, byte[] segment) {
    int at = 4 + (jpeg[4] << 8 | jpeg[5] & 0xff);
    byte[] all = Arrays.copyOf(jpeg, jpeg.length + segment.length);
    System.arraycopy(segment, 0, all, at, segment.length);
    System.arraycopy(jpeg, at, all, at + segment.length, jpeg.length - at);
    return all;
  }

  /** Walks the segments before the first scan. */
  private static byte[] without(byte[] jpeg, int marker) {
    var out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    int at = 2;
    while ((jpeg[at + 1] & 0xff) != 0xda) {
      int length = 2 + ((jpeg[at + 2] & 0xff) << 8 | jpeg[at + 3] & 0xff);
      if ((jpeg[at + 1] & 0xff) != marker) {
        out.write(jpeg, at, length);
      }
      at += length;
    }
    out.write(jpeg, at, jpeg.length - at);
    assertEquals((byte) 0xff, jpeg[at]);
    return out.toByteArray();
  }
}
