package dev.graft.webp;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * A WebP file in memory: its first picture, on the canvas that the file tells, and what is said
 * about it.
 */
public final class WebpFile {
  private static final int OPAQUE = 0xff00_0000;

  private final Contents contents;

  private WebpFile(Contents contents) {
    this.contents = contents;
  }

  /**
   * Reads the structure of a file, not its pixels.
   *
   * @param file all of its bytes, which must not change
   * @return the file
   * @throws IOException if it is damaged; an {@link java.io.EOFException} if it is cut off
   */
  public static WebpFile of(byte[] file) throws IOException {
    return new WebpFile(Container.read(new Slice(file, 0, file.length)));
  }

  /**
   * Tells a file's size from its first 30 bytes.
   *
   * @param start of the file
   * @return width and height in pixels
   * @throws IOException if they are damaged; an {@link java.io.EOFException} if some are missing
   */
  public static int[] size(byte[] start) throws IOException {
    return Container.size(new Slice(start, 0, start.length));
  }

  /**
   * Tells the width.
   *
   * @return in pixels
   */
  public int width() {
    return contents.width();
  }

  /**
   * Tells the height.
   *
   * @return in pixels
   */
  public int height() {
    return contents.height();
  }

  /**
   * Decodes the first picture. Around it the canvas is transparent; where the file knows no alpha
   * it is black.
   *
   * @param to takes {@link #height()} rows of {@link #width()} pixels
   * @throws IOException if it is damaged; an {@link java.io.EOFException} if it is cut off
   */
  public void read(Rows to) throws IOException {
    Image first = contents.first();
    int[] row = new int[width()];
    int empty = contents.hasAlpha() ? 0 : OPAQUE;
    Arrays.fill(row, empty);
    for (int y = 0; y < first.y(); y++) {
      to.row(y, row);
    }
    first.read(
        (y, argb) -> {
          for (int x = 0; x < first.width(); x++) {
            row[first.x() + x] = argb[x] | empty;
          }
          to.row(first.y() + y, row);
        });
    Arrays.fill(row, empty);
    for (int y = first.y() + first.height(); y < height(); y++) {
      to.row(y, row);
    }
  }

  /**
   * Tells what the camera wrote.
   *
   * @return the content of the chunk EXIF; empty where the file does not announce one
   */
  public Optional<byte[]> exif() {
    return metadata("EXIF");
  }

  /**
   * Tells what an editor wrote.
   *
   * @return the content of the chunk XMP; empty where the file does not announce one
   */
  public Optional<byte[]> xmp() {
    return metadata("XMP ");
  }

  private Optional<byte[]> metadata(String name) {
    return Optional.ofNullable(contents.metadata().get(name))
        .map(part -> Arrays.copyOfRange(part.bytes(), part.from(), part.to()));
  }
}
