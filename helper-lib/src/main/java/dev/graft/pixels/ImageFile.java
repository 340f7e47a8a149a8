package dev.graft.pixels;

import dev.graft.weights.Uninterrupted;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Image files of any container that Graft reads: a glance at one, and its pixels. */
public final class ImageFile {
  /** Holds most headers whole; those of photos stand behind their thumbnail. */
  private static final int GLANCE = 16 << 10;

  /** Holds the header of a photo with its thumbnail. */
  private static final int HEADER = 256 << 10;

  private static final int END = 16;

  /** As many bytes as one array holds. */
  private static final long LONGEST = Integer.MAX_VALUE - 16;

  private ImageFile() {}

  /**
   * Looks at a file's first and last bytes, without decoding it: enough to find what is not an
   * image, what is too large and what was cut off in a download, at some 10,000 files a second. A
   * file whose end says nothing is looked at more closely.
   *
   * @param file to look at
   * @throws IOException if it is no readable image; the message says why
   */
  public static void glance(Path file) throws IOException {
    Uninterrupted.run(
        () -> {
          look(file);
          return file;
        });
  }

  private static void look(Path file) throws IOException {
    try (SeekableByteChannel in = Files.newByteChannel(file)) {
      byte[] start = bytes(in, 0, GLANCE);
      Container container = container(start);
      try {
        check(container, container.reader.size(start));
      } catch (EOFException | IndexOutOfBoundsException e) {
        if (in.size() == start.length) {
          throw new IOException(container + " is truncated", e);
        } // else the header goes on, and is read when the pixels are
      }
      byte[] end = bytes(in, Math.max(0, in.size() - END), END);
      if (!container.reader.ends(start, end, in.size())) {
        check(read(file));
      }
    }
  }

  private static byte[] bytes(SeekableByteChannel in, long from, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    in.position(from);
    while (bytes.hasRemaining() && in.read(bytes) >= 0) {
      // on
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /**
   * Reads a file's bytes.
   *
   * @param file of at most 2 GiB
   * @return its bytes
   * @throws IOException if it cannot be read
   */
  public static byte[] read(Path file) throws IOException {
    if (Files.size(file) > LONGEST) {
      throw new IOException("file of " + Files.size(file) + " bytes, at most " + LONGEST);
    }
    return Files.readAllBytes(file);
  }

  private static void check(byte[] file) throws IOException {
    guarded(
        file,
        reader -> {
          reader.check(file);
          return null;
        });
  }

  /**
   * Decodes a picture.
   *
   * @param file the bytes of an image file
   * @return upright, of type {@code TYPE_3BYTE_BGR}
   * @throws IOException if it is no readable image; the message says why
   */
  public static BufferedImage decode(byte[] file) throws IOException {
    return guarded(
        file, reader -> Orientation.upright(reader.read(file), reader.orientation(file)));
  }

  /**
   * Reads the numbers that are stored in place of colours: of a PNG with a palette the places in
   * it, of a grey one its greys (Pillow's modes P, L and 1).
   *
   * @param file the bytes of an image file
   * @return of type {@code TYPE_BYTE_GRAY}, its bytes the numbers 0…255; upright
   * @throws IOException if it is no such file; the message says why
   */
  public static BufferedImage indices(byte[] file) throws IOException {
    return guarded(file, reader -> reader.indices(file));
  }

  /**
   * Reads width and height of what {@link #decode} gives, from the header alone.
   *
   * @param file to look at
   * @return width and height, upright
   * @throws IOException if it is no readable image; the message says why
   */
  public static Dimension size(Path file) throws IOException {
    byte[] start = Uninterrupted.run(() -> start(file));
    if (container(start) == Container.JPEG) { // others may say last how they are turned
      try {
        return size(start);
      } catch (IOException e) {
        // the header goes on
      }
    }
    return size(read(file));
  }

  private static byte[] start(Path file) throws IOException {
    try (SeekableByteChannel in = Files.newByteChannel(file)) {
      return bytes(in, 0, HEADER);
    }
  }

  /**
   * Reads width and height of what {@link #decode} gives, without its pixels.
   *
   * @param file the bytes of an image file
   * @return width and height, upright
   * @throws IOException if it is no readable image; the message says why
   */
  public static Dimension size(byte[] file) throws IOException {
    return guarded(
        file,
        reader -> {
          Size stored = reader.size(file);
          int width = Math.toIntExact(stored.width());
          int height = Math.toIntExact(stored.height());
          return reader.orientation(file) >= 5
              ? new Dimension(height, width)
              : new Dimension(width, height);
        });
  }

  /**
   * Says what decodes JPEG here, and what would do so faster.
   *
   * @return a line for a person
   * @throws IllegalStateException if {@code GRAFT_JPEG} says what is not known, or not here
   */
  public static String jpegReader() {
    return JpegReader.describe();
  }

  /**
   * Says by what pixels are decoded, where it is not the JDK's readers alone.
   *
   * @return a part of what features are kept by, perhaps empty
   */
  public static String reading() {
    return JpegReader.chosen().reading();
  }

  private interface Reading<T> {
    T by(PixelReader reader) throws IOException;
  }

  /** The one place where damage of any kind becomes a sentence. */
  private static <T> T guarded(byte[] file, Reading<T> reading) throws IOException {
    Container container = container(file);
    Size size = new Size(0, 0);
    try {
      size = container.reader.size(file);
      check(container, size);
      return reading.by(container.reader);
    } catch (EOFException e) {
      throw new IOException(container + " is truncated", e);
    } catch (OutOfMemoryError e) {
      throw new IOException(size + " are more than memory has room for; -Xmx gives Java more", e);
    } catch (IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException e) {
      throw new IOException(container + " is damaged", e);
    }
  }

  private static void check(Container container, Size size) throws IOException {
    size.check();
    size.checkRoom(container.reader.bytesPerPixel(), Runtime.getRuntime().maxMemory());
  }

  private static Container container(byte[] start) throws IOException {
    return Container.of(start).orElseThrow(() -> Foreign.refusal(start));
  }
}
