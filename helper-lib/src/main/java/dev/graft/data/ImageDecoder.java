package dev.graft.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes image files: upright, 8-bit RGB.
 *
 * <p>ImageIO finds plug-ins through the context class loader of whichever thread comes first; in a
 * notebook that is often one that does not see them. So they are looked up here through the
 * library's own class loader.
 */
final class ImageDecoder {
  private static final Map<ImageFormat, ImageReaderSpi> READERS = readers();

  private ImageDecoder() {}

  static BufferedImage decode(byte[] file, ImageFormat format) throws IOException {
    ImageReader reader = READERS.get(format).createReaderInstance();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in, true, true);
      BufferedImage stored = Rgb.of(reader.read(0));
      return format == ImageFormat.JPEG || format == ImageFormat.WEBP || format == ImageFormat.PNG
          ? Orientation.upright(stored, Orientation.of(file))
          : stored;
    } finally {
      reader.dispose();
    }
  }

  private static Map<ImageFormat, ImageReaderSpi> readers() {
    IIORegistry registry = IIORegistry.getDefaultInstance();
    ClassLoader own = ImageDecoder.class.getClassLoader();
    for (ImageReaderSpi spi : ServiceLoader.load(ImageReaderSpi.class, own)) {
      if (registry.getServiceProviderByClass(spi.getClass()) == null) {
        registry.registerServiceProvider(spi);
      }
    }
    Map<ImageFormat, ImageReaderSpi> readers = new EnumMap<>(ImageFormat.class);
    for (ImageFormat format : ImageFormat.values()) {
      readers.put(format, reader(registry, format));
    }
    return readers;
  }

  /** Prefers a plug-in, which also reads CMYK, to the reader of the JDK. */
  private static ImageReaderSpi reader(IIORegistry registry, ImageFormat format) {
    ImageReaderSpi found = null;
    Iterator<ImageReaderSpi> all = registry.getServiceProviders(ImageReaderSpi.class, true);
    while (all.hasNext()) {
      ImageReaderSpi spi = all.next();
      boolean reads = List.of(spi.getFormatNames()).contains(format.name());
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
