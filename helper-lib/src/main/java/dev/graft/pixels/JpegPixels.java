package dev.graft.pixels;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.List;
import javax.imageio.IIOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.plugins.jpeg.JPEGHuffmanTable;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Has the JDK's decoder decode a JPEG behind a header of ours. */
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
    try (ImageInputStream in = new MemoryCacheImageInputStream(stream())) {
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

  private InputStream stream() {
    ByteArrayOutputStream start = new ByteArrayOutputStream();
    start.write(0xff);
    start.write(0xd8);
    switch (header.colours()) {
      case YCBCR -> start.writeBytes(JFIF);
      case GREY -> {
        // as it is
      }
      default -> start.writeBytes(AS_STORED);
    }
    standardTables(start);
    start.writeBytes(header.tables());
    int scan = header.scan();
    return new SequenceInputStream(
        Collections.enumeration(
            List.of(
                new ByteArrayInputStream(start.toByteArray()),
                new ByteArrayInputStream(header.file(), scan, end - scan),
                new ByteArrayInputStream(END))));
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
