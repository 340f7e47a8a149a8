package dev.graft.pixels;

import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** A strip of fax codes, which the JDK's decoder unpacks out of a file of that strip alone. */
final class TiffFax {
  private static final int SHORT = 3;
  private static final int LONG = 4;

  private TiffFax() {}

  static InputStream open(TiffCells cells, int compression, byte[] strip) throws IOException {
    if (cells.samples().bits() != 1 || cells.samples().count() != 1) {
      throw new IOException("TIFF is damaged: a fax of " + cells.samples().bits() + " bits");
    }
    int options = TiffDirectory.T4_OPTIONS + (compression == 4 ? 1 : 0);
    int[][] tags = {
      {TiffDirectory.WIDTH, LONG, cells.width()},
      {TiffDirectory.HEIGHT, LONG, cells.height()},
      {TiffDirectory.BITS, SHORT, 1},
      {TiffDirectory.COMPRESSION, SHORT, compression},
      {TiffDirectory.PHOTOMETRIC, SHORT, 1},
      {TiffDirectory.STRIP_OFFSETS, LONG, 8},
      {TiffDirectory.SAMPLES, SHORT, 1},
      {TiffDirectory.ROWS_PER_STRIP, LONG, cells.height()},
      {TiffDirectory.STRIP_BYTES, LONG, strip.length},
      {options, LONG, (int) cells.tags().number(options, 0)},
    };
    int directory = 8 + (strip.length + 1) / 2 * 2;
    ByteBuffer file = ByteBuffer.allocate(directory + 2 + 12 * tags.length + 4);
    file.put(new byte[] {'M', 'M', 0, 42}).putInt(directory).put(strip);
    file.position(directory).putShort((short) tags.length);
    for (int[] tag : tags) {
      int value = tag[1] == SHORT ? tag[2] << 16 : tag[2];
      file.putShort((short) tag[0]).putShort((short) tag[1]).putInt(1).putInt(value);
    }
    Raster rows = decode(file.array());
    return new ByteArrayInputStream(((DataBufferByte) rows.getDataBuffer()).getData());
  }

  private static Raster decode(byte[] file) throws IOException {
    ImageReader reader = decoder().createReaderInstance();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in, true, true);
      return reader.read(0).getRaster();
    } finally {
      reader.dispose();
    }
  }

  private static ImageReaderSpi decoder() {
    var all = IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, true);
    while (all.hasNext()) {
      ImageReaderSpi spi = all.next();
      if (spi.getClass().getName().equals("com.sun.imageio.plugins.tiff.TIFFImageReaderSpi")) {
        return spi;
      }
    }
    throw new IllegalStateException(
        "no TIFF reader in this Java; it needs the module java.desktop");
  }
}
