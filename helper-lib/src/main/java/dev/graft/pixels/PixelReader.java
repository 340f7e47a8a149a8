package dev.graft.pixels;

import java.awt.image.BufferedImage;
import java.io.IOException;

/**
 * Reads the first picture of one kind of container. It never looks beyond the file and allocates in
 * proportion to it and to the pixels that {@link #size} told.
 *
 * <p>Whatever is wrong with a file ends in an {@link IOException} whose message is a lower-case
 * fragment for the user, or in a {@link RuntimeException} of the kind that an index beyond an array
 * gives.
 */
interface PixelReader {

  /**
   * Reads width and height from the header, allocating nothing.
   *
   * @param start the file, or as much of it as was looked at
   * @return the size of what {@link #read} gives, before it is turned upright
   * @throws IOException if the header is damaged; an {@link java.io.EOFException} if it goes on
   *     beyond what is here
   */
  Size size(byte[] start) throws IOException;

  /**
   * Bytes a pixel that {@link #read} holds at once.
   *
   * @return the picture's three, and what it is unpacked from
   */
  default int bytesPerPixel() {
    return 3;
  }

  /**
   * Reads the pixels as they are stored. Called only after the size was found to be within the
   * limit.
   *
   * @param file the whole file
   * @return an image of {@link Rgb#image}, alpha laid over white
   * @throws IOException if they cannot be read, or not all of them
   */
  BufferedImage read(byte[] file) throws IOException;

  /**
   * Reads what is stored of each pixel where that is one number which stands for something else.
   * Called only after the size was found to be within the limit.
   *
   * @param file the whole file
   * @return of type {@code TYPE_BYTE_GRAY}, its bytes the numbers
   * @throws IOException if pixels are colours, or cannot be read
   */
  default BufferedImage indices(byte[] file) throws IOException {
    throw new IOException("not a PNG, which alone keeps numbers as they are");
  }

  /**
   * Tells how the picture is turned, 1…8 as EXIF numbers it.
   *
   * @param file the whole file
   * @return 1, upright, where nothing is said or what is said is damaged
   */
  default int orientation(byte[] file) {
    return 1;
  }

  /**
   * Tells at a glance that the file's end is there.
   *
   * @param start its first bytes
   * @param end its last bytes, 16 or more
   * @param length in bytes
   * @return false where {@link #check} is to look more closely
   */
  default boolean ends(byte[] start, byte[] end, long length) {
    return true;
  }

  /**
   * Looks closely whether the file is whole, where a glance left it in doubt.
   *
   * @param file the whole file
   * @throws IOException if it is not
   */
  default void check(byte[] file) throws IOException {
    read(file);
  }
}
