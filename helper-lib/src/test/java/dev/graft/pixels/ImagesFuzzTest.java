package dev.graft.pixels;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.graft.data.Fixtures;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;

/**
 * Mutants of an image of each container: read or refused with a reason, within seconds and a bound
 * of memory. {@code -Dgraft.fuzz.count=10000} looks longer than the suite does.
 */
class ImagesFuzzTest {
  private static final int COUNT = Integer.getInteger("graft.fuzz.count", 200);
  private static final long SEED = Long.getLong("graft.fuzz.seed", 7L);
  private static final int PIXELS = 16 << 20;
  private static final long MOST = 256L << 20;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static List<byte[]> images() throws IOException {
    List<byte[]> images = new ArrayList<>();
    for (String format : List.of("jpg", "png", "gif", "bmp")) {
      images.add(Fixtures.encoded(Fixtures.formula(33, 17), format));
    }
    images.add(new PngFile(9, 3, 8, 0, 1).chunk("eXIf", PngFile.exif(6)).pixels(new int[40]));
    byte[] rows = new byte[33 * 17 * 3];
    new Random(1).nextBytes(rows);
    for (int compression : new int[] {1, 8}) {
      TiffFile tiff = new TiffFile(ByteOrder.LITTLE_ENDIAN, 33, 17, 8, 3, 2);
      byte[] cell = compression == 1 ? rows : PngFile.deflated(rows);
      images.add(tiff.tag(259, compression).tag(274, 5).cells(cell));
    }
    for (String packing : List.of("LZW", "PackBits", "JPEG")) {
      images.add(tiff(Fixtures.formula(33, 17), packing));
    }
    BufferedImage page = new BufferedImage(33, 17, BufferedImage.TYPE_BYTE_BINARY);
    page.getGraphics().drawLine(0, 2, 30, 14);
    for (String fax : List.of("CCITT RLE", "CCITT T.4", "CCITT T.6")) {
      images.add(tiff(page, fax));
    }
    Recorded.all().forEach(one -> images.add(one.file()));
    return images;
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
  void seedsAreRead() throws IOException {
    for (byte[] image : images()) {
      ImageFile.decode(image);
    }
  }

  @Test
  void readsOrRefuses() throws IOException {
    Random random = new Random(SEED);
    List<byte[]> images = images();
    System.setProperty("graft.max.pixels", Integer.toString(PIXELS));
    try {
      for (int i = 0; i < COUNT; i++) {
        byte[] mutant = mutant(images.get(i % images.size()), random);
        assertTimeoutPreemptively(
            Duration.ofSeconds(20), () -> decode(mutant), () -> HexFormat.of().formatHex(mutant));
      }
    } finally {
      System.clearProperty("graft.max.pixels");
    }
  }

  private static void decode(byte[] mutant) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      ImageFile.decode(mutant);
    } catch (IOException e) {
      assertTrue(e.getMessage() != null && !e.getMessage().isBlank(), "a refusal says why");
    } catch (Throwable e) {
      throw new AssertionError(HexFormat.of().formatHex(mutant), e);
    }
    long used = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertTrue(used < MOST, () -> used + " bytes: " + HexFormat.of().formatHex(mutant));
  }

  private static byte[] mutant(byte[] image, Random random) {
    byte[] mutant = image.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(random.nextBoolean() ? mutant.length : Math.min(80, mutant.length));
      mutant[at] =
          switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> -1;
            case 2 -> (byte) (mutant[at] ^ 1 << random.nextInt(8));
            default -> (byte) random.nextInt();
          };
    }
    return random.nextInt(5) == 0
        ? Arrays.copyOf(mutant, random.nextInt(mutant.length) + 1)
        : mutant;
  }
}
