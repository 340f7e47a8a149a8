package dev.graft.pixels;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceLoader;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Reads through a plug-in of ImageIO's, named by its format.
 *
 * <p>ImageIO finds plug-ins through the context class loader of whichever thread comes first; in a
 * notebook that is often one that does not see them. So they are looked up here through the
 * library's own class loader.
 */
record PlugIn(String format) implements PixelReader {

  @Override
  public Size size(byte[] start) throws IOException {
    return with(start, reader -> new Size(reader.getWidth(0), reader.getHeight(0)));
  }

  @Override
  public BufferedImage read(byte[] file) throws IOException {
    return with(file, reader -> Rgb.of(reader.read(0)));
  }

  @Override
  public int orientation(byte[] file) {
    return format.equals("GIF") || format.equals("BMP") ? 1 : Orientation.of(file);
  }

  @Override
  public boolean ends(byte[] start, byte[] end, long length) {
    return switch (format) {
      case "JPEG", "PNG" -> latin(end).endsWith(mark());
      case "BMP" -> littleEndian(start, 2) <= length;
      case "WEBP" -> littleEndian(start, 4) + 8 <= length;
      default -> true;
    };
  }

  @Override
  public void check(byte[] file) throws IOException {
    if (mark().isEmpty() || !latin(file).contains(mark())) {
      throw new IOException(format + " is truncated");
    }
  }

  private String mark() {
    return format.equals("JPEG")
        ? "\u00ff\u00d9"
        : format.equals("PNG") ? "IEND\u00aeB`\u0082" : "";
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static long littleEndian(byte[] bytes, int at) {
    return Integer.toUnsignedLong(Integer.reverseBytes(ByteBuffer.wrap(bytes).getInt(at)));
  }

  private interface Reading<T> {
    T by(ImageReader reader) throws IOException;
  }

  private <T> T with(byte[] bytes, Reading<T> reading) throws IOException {
    ImageReader reader = spi().createReaderInstance();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(in, true, true);
      return reading.by(reader);
    } finally {
      reader.dispose();
    }
  }

  /** Prefers a plug-in to the reader of the JDK. */
  private ImageReaderSpi spi() {
    IIORegistry registry = IIORegistry.getDefaultInstance();
    ClassLoader own = PlugIn.class.getClassLoader();
    for (ImageReaderSpi spi : ServiceLoader.load(ImageReaderSpi.class, own)) {
      if (registry.getServiceProviderByClass(spi.getClass()) == null) {
        registry.registerServiceProvider(spi);
      }
    }
    ImageReaderSpi found = null;
    Iterator<ImageReaderSpi> all = registry.getServiceProviders(ImageReaderSpi.class, true);
    while (all.hasNext()) {
      ImageReaderSpi spi = all.next();
      boolean reads = List.of(spi.getFormatNames()).contains(format);
      if (reads && (found == null || found.getClass().getName().startsWith("com.sun."))) {
        found = spi;
      }
    }
    if (found == null) {
      throw new IllegalStateException("no reader for " + format + " images on the class path");
    }
    return found;
  }
}
