package dev.graft.pixels;

import java.awt.image.BufferedImage;
import java.io.IOException;

/**
 * JPEG of one, three and four components, whose samples come out as they are stored: profiles are
 * passed over.
 *
 * <p>The JDK's decoder does the work, the same library as Pillow's in an older version. It is
 * handed a header of ours, with nothing in it that it would act upon but the tables: no profile, no
 * EXIF, and its guess at the colours is made here.
 */
final class Jpeg implements PixelReader {
  /** Each block of 64 pixels takes a bit at least. */
  private static final int PIXELS_A_BYTE = 512;

  /** So large a picture may lack nearly everything, and is grey there. */
  private static final int SMALL = 8 << 20;

  @Override
  public Size size(byte[] start) throws IOException {
    JpegFrame frame = JpegHeader.of(start).frame();
    return new Size(frame.width(), frame.height());
  }

  /** A file without its end is whole all the same if it has one scan and that has every pixel. */
  @Override
  public BufferedImage read(byte[] file) throws IOException {
    JpegHeader header = JpegHeader.of(file);
    header.frame().check();
    Size size = size(file);
    if (size.width() * size.height() > SMALL) {
      size.checkFilled(8, file.length, PIXELS_A_BYTE);
    }
    // the last bytes of a file may be those of something else, which Pillow sees in many scans only
    boolean ended = header.oneScan() && endMark(file) || header.ended();
    if (!ended && !header.oneScan()) {
      throw truncated();
    }
    JpegPixels pixels = new JpegPixels(header, ended ? file.length : header.scanEnd());
    BufferedImage image = pixels.read();
    if (!ended && pixels.missing()) {
      throw truncated();
    }
    return image;
  }

  private static IOException truncated() {
    return new IOException("JPEG is truncated");
  }

  @Override
  public int orientation(byte[] file) {
    try {
      JpegHeader header = JpegHeader.of(file);
      int stored = Exif.orientation(header.exif());
      return stored > 0 ? stored : Exif.xmpOrientation(header.xmp());
    } catch (IOException e) {
      return 1;
    }
  }

  @Override
  public boolean ends(byte[] start, byte[] end, long length) {
    return endMark(end);
  }

  private static boolean endMark(byte[] end) {
    return Bytes.big(end).has(end.length - 2, "\u00ff\u00d9");
  }

  /** Cameras and editors append data of their own, so a file that ends otherwise is walked. */
  @Override
  public void check(byte[] file) throws IOException {
    if (!JpegHeader.of(file).ended()) {
      read(file);
    }
  }
}
