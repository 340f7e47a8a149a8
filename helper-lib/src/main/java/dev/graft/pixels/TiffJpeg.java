package dev.graft.pixels;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** A strip or tile that is a JPEG, whose tables may stand apart. */
final class TiffJpeg {
  private TiffJpeg() {}

  static InputStream open(TiffCells cells, byte[] cell) throws IOException {
    byte[] tables = cells.tags().bytesOf(TiffDirectory.JPEG_TABLES);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(0xff);
    whole.write(0xd8);
    whole.write(tables, Math.min(2, tables.length), Math.max(0, tables.length - 4));
    whole.write(cell, Math.min(2, cell.length), Math.max(0, cell.length - 2));
    byte[] file = whole.toByteArray();
    JpegHeader header = JpegHeader.of(file);
    JpegFrame frame = header.frame();
    frame.check();
    int samples = cells.samples().planar() ? 1 : cells.samples().count();
    if (frame.width() != cells.width()
        || frame.height() > cells.height()
        || frame.components() != samples) {
      throw new IOException("TIFF is damaged: a JPEG that does not fit its place");
    }
    JpegColours stored =
        switch (samples) {
          case 1 -> JpegColours.GREY;
          case 3 -> cells.samples().luminance() ? JpegColours.YCBCR : JpegColours.RGB;
          default -> JpegColours.CMYK;
        };
    JpegPixels pixels = new JpegPixels(header.as(stored), file.length);
    return new ByteArrayInputStream(
        samples == 3
            ? rgb(pixels.read())
            : ((DataBufferByte) pixels.stored().getDataBuffer()).getData());
  }

  private static byte[] rgb(BufferedImage image) {
    byte[] bgr = Rgb.bytes(image);
    byte[] rgb = new byte[bgr.length];
    for (int i = 0; i < bgr.length; i += 3) {
      rgb[i] = bgr[i + 2];
      rgb[i + 1] = bgr[i + 1];
      rgb[i + 2] = bgr[i];
    }
    return rgb;
  }
}
