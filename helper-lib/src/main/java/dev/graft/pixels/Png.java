package dev.graft.pixels;

import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;

/**
 * PNG of all colour types, depths and both orders of rows; of an animation its default image.
 *
 * <p>Of 16 bits a colour's upper eight are taken, as Pillow takes them; grey is scaled and rounded,
 * since Pillow keeps all its bits. Profiles, gamma and texts are never inflated, but for one text
 * that holds EXIF.
 */
final class Png implements PixelReader {
  /** As many bytes as deflate packs into one, and a few more. */
  static final int DEFLATED = 1040;

  @Override
  public Size size(byte[] start) throws IOException {
    Bytes in = Bytes.big(start);
    if (!in.has(12, "IHDR")) {
      throw new IOException("PNG is damaged: it does not begin with its size");
    }
    return new Size(in.u32(16), in.u32(20));
  }

  @Override
  public BufferedImage read(byte[] file) throws IOException {
    PngChunks chunks = PngChunks.of(file);
    PngColours colours = PngColours.of(chunks);
    checkFilled(file, chunks, colours);
    BufferedImage image = Rgb.image(chunks.width(), chunks.height());
    byte[] bgr = Rgb.bytes(image);
    rows(
        chunks,
        colours,
        (row, count, first, step) -> colours.put(row, count, bgr, 3 * first, 3 * step));
    return image;
  }

  private static void rows(PngChunks chunks, PngColours colours, PngPass.Row to)
      throws IOException {
    try (PngRows rows = new PngRows(chunks, colours.bits())) {
      for (PngPass pass : chunks.interlaced() ? PngPass.INTERLACED : PngPass.AT_ONCE) {
        pass.read(rows, chunks.width(), chunks.height(), to);
      }
    }
  }

  /** Reads what is stored in place of colours: places in a palette, or greys of 8 bits or one. */
  @Override
  public BufferedImage indices(byte[] file) throws IOException {
    PngChunks chunks = PngChunks.of(file);
    PngColours colours = PngColours.of(chunks);
    colours.checkIndices();
    checkFilled(file, chunks, colours);
    var image = new BufferedImage(chunks.width(), chunks.height(), BufferedImage.TYPE_BYTE_GRAY);
    byte[] values = Rgb.bytes(image);
    rows(
        chunks,
        colours,
        (row, count, first, step) -> {
          for (int x = 0; x < count; x++) {
            values[first + x * step] = (byte) colours.index(row, x);
          }
        });
    return image;
  }

  private void checkFilled(byte[] file, PngChunks chunks, PngColours colours) throws IOException {
    long packed = chunks.data().stream().mapToLong(PngChunks.Chunk::length).sum();
    size(file).checkFilled(colours.bits(), packed, DEFLATED);
  }

  @Override
  public int orientation(byte[] file) {
    try {
      return PngTexts.orientation(PngChunks.of(file));
    } catch (IOException e) {
      return 1;
    }
  }

  @Override
  public boolean ends(byte[] start, byte[] end, long length) {
    return Bytes.big(end).has(end.length - 8, "IEND");
  }

  /** Whole where the chunks are, which is far quicker to see than by inflating them. */
  @Override
  public void check(byte[] file) throws IOException {
    if (!PngChunks.of(file).ended()) {
      try {
        read(file);
      } catch (EOFException e) {
        throw new IOException("PNG is truncated", e);
      }
    }
  }
}
