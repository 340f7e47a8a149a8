package dev.graft.pixels;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.plugins.jpeg.JPEGHuffmanTable;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Has a decoder decode a JPEG behind a header of ours: TurboJPEG what it decodes as the JDK's does,
 * without a word to say about it, and the JDK's all else, so that what is damaged is refused in the
 * same words on every machine.
 */
final class JpegPixels implements IIOReadWarningListener {
  private static final ImageReaderSpi DECODER = decoder();

  private static final byte[] JFIF = {
    (byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 2, 0, 0, 1, 0, 1, 0, 0
  };

  /** Says that the components are no luminance and colour: nothing is to be converted. */
  private static final byte[] AS_STORED = {
    (byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
  };

  private static final byte[] END = {(byte) 0xff, (byte) 0xd9};

  private final JpegHeader header;
  private final int end;
  private boolean missing;

  /** What the file has from {@code end} on is left unseen. */
  JpegPixels(JpegHeader header, int end) {
    this.header = header;
    this.end = end;
  }

  private static ImageReaderSpi decoder() {
    var all = IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, true);
    while (all.hasNext()) {
      ImageReaderSpi spi = all.next();
      if (spi.getClass().getName().equals("com.sun.imageio.plugins.jpeg.JPEGImageReaderSpi")) {
        return spi;
      }
    }
    throw new IllegalStateException(
        "no JPEG reader in this Java; it needs the module java.desktop");
  }

  BufferedImage read() throws IOException {
    if (header.frame().usual() && JpegReader.chosen() == JpegReader.TURBO) {
      BufferedImage image = Rgb.image(header.frame().width(), header.frame().height());
      if (TurboJpeg.decode(whole(), image)) {
        return image;
      }
    }
    return byJava();
  }

  private BufferedImage byJava() throws IOException {
    return switch (header.colours()) {
      case GREY, CMYK, YCCK -> JpegInks.rgb(stored(), header.colours());
      case RGB, YCBCR -> by(this::direct);
    };
  }

  /** The samples as they are stored. */
  Raster stored() throws IOException {
    return by(reader -> reader.readRaster(0, null));
  }

  private interface Reading<T> {
    T by(ImageReader reader) throws IOException;
  }

  private <T> T by(Reading<T> reading) throws IOException {
    ImageReader reader = DECODER.createReaderInstance();
    reader.addIIOReadWarningListener(this);
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(whole()))) {
      reader.setInput(in, true, true);
      return reading.by(reader);
    } catch (IIOException e) {
      throw new IOException("JPEG is damaged: " + e.getMessage(), e);
    } finally {
      reader.dispose();
    }
  }

  private BufferedImage direct(ImageReader reader) throws IOException {
    BufferedImage image = Rgb.image(header.frame().width(), header.frame().height());
    ImageReadParam into = new ImageReadParam();
    into.setDestination(image);
    reader.read(0, into);
    return image;
  }

  /** Whether pixels were asked for that the file does not have. */
  boolean missing() {
    return missing;
  }

  @Override
  public void warningOccurred(ImageReader source, String warning) {
    missing |= warning.contains("premature end") || warning.contains("Premature end");
  }

  /** A file with what a decoder shall see of this one. */
  private byte[] whole() {
    int scan = header.scan();
    ByteArrayOutputStream whole =
        new ByteArrayOutputStream(1024 + header.tables().length + end - scan);
    whole.write(0xff);
    whole.write(0xd8);
    switch (header.colours()) {
      case YCBCR -> whole.writeBytes(JFIF);
      case GREY -> {
        // as it is
      }
      default -> whole.writeBytes(AS_STORED);
    }
    standardTables(whole);
    whole.writeBytes(header.tables());
    whole.write(header.file(), scan, end - scan);
    whole.writeBytes(END);
    return whole.toByteArray();
  }

  /** Frames of motion JPEG leave these out; a file's own replace them. */
  private static void standardTables(ByteArrayOutputStream out) {
    table(out, 0x00, JPEGHuffmanTable.StdDCLuminance);
    table(out, 0x10, JPEGHuffmanTable.StdACLuminance);
    table(out, 0x01, JPEGHuffmanTable.StdDCChrominance);
    table(out, 0x11, JPEGHuffmanTable.StdACChrominance);
  }

  private static void table(ByteArrayOutputStream out, int id, JPEGHuffmanTable table) {
    short[] lengths = table.getLengths();
    short[] values = table.getValues();
    int length = 2 + 1 + 16 + values.length;
    out.write(0xff);
    out.write(0xc4);
    out.write(length >> 8);
    out.write(length);
    out.write(id);
    for (int i = 0; i < 16; i++) {
      out.write(i < lengths.length ? lengths[i] : 0);
    }
    for (short value : values) {
      out.write(value);
    }
  }
}
