package dev.graft.pixels;

import java.awt.image.BufferedImage;
import java.io.IOException;

/**
 * GIF: its first picture on the canvas. What is transparent or beside it is white; without a
 * transparent colour what is beside it has the first of the palette, as Pillow has it.
 */
final class Gif implements PixelReader {
  private static final int WHITE = 0xff_ffff;

  @Override
  public Size size(byte[] start) throws IOException {
    GifHeader header = GifHeader.read(start);
    return new Size(header.width(), header.height());
  }

  @Override
  public BufferedImage read(byte[] file) throws IOException {
    GifHeader header = GifHeader.read(file);
    int[] colours = header.colours().clone();
    int beside = colours[0];
    if (header.transparent() >= 0) {
      colours[header.transparent()] = WHITE;
      beside = WHITE;
    }
    BufferedImage image = Rgb.image(header.width(), header.height());
    byte[] bgr = Rgb.bytes(image);
    for (int at = 0; at < bgr.length; at += 3) {
      write(beside, bgr, at);
    }
    paint(header, new GifCodes(file, header.codes()), colours, bgr);
    return image;
  }

  private static void paint(GifHeader header, GifCodes codes, int[] colours, byte[] bgr)
      throws IOException {
    GifHeader.Frame frame = header.frame();
    if (frame.width() == 0 || frame.height() == 0) {
      throw new IOException("GIF has a picture of no pixels");
    }
    Lines lines = new Lines(frame);
    int x = 0;
    while (true) {
      int from = codes.read();
      for (int i = from; i < codes.run().length; i++) {
        int row = frame.y() + lines.y;
        int at = (row * header.width() + frame.x() + x) * 3;
        write(colours[codes.run()[i] & 0xff], bgr, at);
        if (++x == frame.width()) {
          x = 0;
          if (!lines.next()) {
            return; // whatever comes behind
          }
        }
      }
    }
  }

  private static void write(int rgb, byte[] bgr, int at) {
    bgr[at] = (byte) rgb;
    bgr[at + 1] = (byte) (rgb >> 8);
    bgr[at + 2] = (byte) (rgb >> 16);
  }

  /** The order of lines: from the top, or every eighth, fourth and second in between. */
  private static final class Lines {
    private static final int[] STARTS = {0, 4, 2, 1};
    private static final int[] STEPS = {8, 8, 4, 2};

    private final int height;
    private final int passes;
    private int pass;
    int y;

    Lines(GifHeader.Frame frame) {
      height = frame.height();
      passes = frame.isInterlaced() ? STARTS.length : 1;
    }

    boolean next() {
      y += passes == 1 ? 1 : STEPS[pass];
      while (y >= height && ++pass < passes) {
        y = STARTS[pass];
      }
      return y < height;
    }
  }
}
