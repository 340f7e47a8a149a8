package dev.graft.pixels;

import java.awt.image.BufferedImage;
import java.io.IOException;

/**
 * Windows and OS/2 bitmaps: 1, 4, 8, 16, 24 and 32 bits, bit fields and run lengths, bottom up or
 * top down. The file's own length field says nothing and is not looked at.
 */
final class Bmp implements PixelReader {

  @Override
  public Size size(byte[] start) throws IOException {
    return BmpHeader.size(Bytes.little(start));
  }

  @Override
  public boolean ends(byte[] start, byte[] end, long length) {
    try {
      BmpHeader header = BmpHeader.of(Bytes.little(start));
      return !header.runs() && header.end() <= length;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public BufferedImage read(byte[] file) throws IOException {
    BmpHeader header = BmpHeader.of(Bytes.little(file));
    if (header.bits() > 8) {
      return direct(file, header);
    }
    byte[] indices = header.runs() ? BmpRuns.decode(file, header) : packed(file, header);
    return coloured(indices, header);
  }

  /** Pixel by pixel an index, rows as they are stored. */
  private static byte[] packed(byte[] file, BmpHeader header) throws IOException {
    byte[] indices = new byte[header.width() * header.height()];
    int bits = header.bits();
    header.checkWhole(file);
    int to = 0;
    for (int y = 0; y < header.height(); y++) {
      int row = (int) (header.pixels() + y * header.stride());
      for (int x = 0; x < header.width(); x++) {
        long bit = (long) x * bits;
        int shift = 8 - bits - (int) (bit & 7);
        indices[to++] = (byte) (file[row + (int) (bit >> 3)] >> shift & (1 << bits) - 1);
      }
    }
    return indices;
  }

  private static BufferedImage coloured(byte[] indices, BmpHeader header) {
    BufferedImage image = Rgb.image(header.width(), header.height());
    byte[] to = Rgb.bytes(image);
    int from = 0;
    for (int y = 0; y < header.height(); y++) {
      int at = header.row(y) * header.width() * 3;
      for (int x = 0; x < header.width(); x++, at += 3) {
        int rgb = header.palette()[indices[from++] & 0xff];
        to[at] = (byte) rgb;
        to[at + 1] = (byte) (rgb >> 8);
        to[at + 2] = (byte) (rgb >> 16);
      }
    }
    return image;
  }

  private static BufferedImage direct(byte[] file, BmpHeader header) throws IOException {
    header.checkWhole(file);
    BufferedImage image = Rgb.image(header.width(), header.height());
    byte[] to = Rgb.bytes(image);
    int bytes = header.bits() / 8;
    BmpFields fields = header.fields();
    for (int y = 0; y < header.height(); y++) {
      int from = (int) (header.pixels() + y * header.stride());
      int at = header.row(y) * header.width() * 3;
      for (int x = 0; x < header.width(); x++, at += 3, from += bytes) {
        fields.put(file, from, to, at);
      }
    }
    return image;
  }
}
