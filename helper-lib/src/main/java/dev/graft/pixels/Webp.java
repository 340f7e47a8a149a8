package dev.graft.pixels;

import dev.graft.webp.WebpFile;
import java.awt.image.BufferedImage;
import java.io.IOException;

/** WebP, lossy and lossless; the first picture of an animation on its canvas. */
final class Webp implements PixelReader {
  private static final int OPAQUE = 255;

  @Override
  public Size size(byte[] start) throws IOException {
    int[] size = WebpFile.size(start);
    return new Size(size[0], size[1]);
  }

  /** One without loss is unpacked in one array, of four bytes a pixel. */
  @Override
  public int bytesPerPixel() {
    return 7;
  }

  @Override
  public BufferedImage read(byte[] file) throws IOException {
    WebpFile webp = WebpFile.of(file);
    BufferedImage image = Rgb.image(webp.width(), webp.height());
    byte[] bgr = Rgb.bytes(image);
    webp.read((y, argb) -> write(argb, bgr, y * webp.width() * 3));
    return image;
  }

  private static void write(int[] argb, byte[] bgr, int from) {
    int at = from;
    for (int pixel : argb) {
      int alpha = pixel >>> 24;
      if (alpha == OPAQUE) {
        bgr[at++] = (byte) pixel;
        bgr[at++] = (byte) (pixel >> 8);
        bgr[at++] = (byte) (pixel >> 16);
      } else {
        bgr[at++] = Rgb.over(pixel & 0xff, alpha);
        bgr[at++] = Rgb.over(pixel >> 8 & 0xff, alpha);
        bgr[at++] = Rgb.over(pixel >> 16 & 0xff, alpha);
      }
    }
  }

  @Override
  public int orientation(byte[] file) {
    try {
      WebpFile webp = WebpFile.of(file);
      int stored = webp.exif().map(Exif::orientation).orElse(0);
      return stored != 0 ? stored : webp.xmp().map(Exif::xmpOrientation).orElse(1);
    } catch (IOException e) {
      return 1;
    }
  }

  /** The header tells how long the file is. */
  @Override
  public boolean ends(byte[] start, byte[] end, long length) {
    long told = 0;
    for (int i = 7; i >= 4; i--) {
      told = told << 8 | start[i] & 0xff;
    }
    return told + 8 <= length;
  }

  @Override
  public void check(byte[] file) throws IOException {
    WebpFile.of(file);
  }
}
