package dev.graft.pixels;

import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * TIFF and BigTIFF, the first page: strips and tiles, samples together or in planes, grey, palette,
 * RGB, CMYK, with alpha, of 1 to 32 bits, as Pillow knows them; uncompressed, LZW, deflate,
 * PackBits, JPEG and fax. Rows are unpacked one at a time, whatever a strip claims to hold.
 */
final class Tiff implements PixelReader {

  @Override
  public Size size(byte[] start) throws IOException {
    return size(TiffDirectory.of(start));
  }

  private static Size size(TiffDirectory tags) throws IOException {
    return new Size(tags.number(TiffDirectory.WIDTH, 0), tags.number(TiffDirectory.HEIGHT, 0));
  }

  @Override
  public BufferedImage read(byte[] file) throws IOException {
    TiffDirectory tags = TiffDirectory.of(file);
    Size size = size(tags);
    TiffSamples samples = TiffSamples.of(tags);
    TiffCells cells = TiffCells.of(tags, samples);
    TiffPacking packing = new TiffPacking(cells);
    size.checkFilled(samples.bits() * samples.count(), cells.packed(), packing.most());
    BufferedImage image = Rgb.image((int) size.width(), (int) size.height());
    for (int top = 0; top < image.getHeight(); top += cells.height()) {
      for (int left = 0; left < image.getWidth(); left += cells.width()) {
        cell(cells, packing, image, left, top);
      }
    }
    return image;
  }

  private static void cell(
      TiffCells cells, TiffPacking packing, BufferedImage image, int left, int top)
      throws IOException {
    InputStream[] planes = packing.open(left, top);
    TiffSamples samples = cells.samples();
    int count = Math.min(cells.width(), image.getWidth() - left);
    int bottom = Math.min(top + cells.height(), image.getHeight());
    byte[] row = new byte[cells.rowBytes()];
    int[] values = new int[cells.width() * samples.count()];
    for (int y = top; y < bottom; y++) {
      for (int plane = 0; plane < planes.length; plane++) {
        if (planes[plane].readNBytes(row, 0, row.length) < row.length) {
          throw new EOFException("row " + y + " is cut");
        }
        packing.predict(row);
        samples.unpack(row, values, plane, planes.length);
      }
      samples.put(values, count, Rgb.bytes(image), (y * image.getWidth() + left) * 3);
    }
  }

  @Override
  public int orientation(byte[] file) {
    try {
      TiffDirectory tags = TiffDirectory.of(file);
      int stored = Exif.orientation(tags.header());
      return stored > 0 ? stored : Exif.xmpOrientation(tags.bytesOf(TiffDirectory.XMP));
    } catch (IOException e) {
      return 1;
    }
  }
}
