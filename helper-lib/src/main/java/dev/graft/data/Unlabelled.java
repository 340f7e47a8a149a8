package dev.graft.data;

import dev.graft.pixels.ImageFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Takes images whose class nobody knows, to predict what is on them, from wherever they come.
 *
 * <pre>{@code
 * predict(model, Unlabelled.of(Path.of("holiday")), TestTime.flip())
 * }</pre>
 *
 * <p>All are of one class without name. What comes as bytes is judged as a file is, by the same
 * formats and limits, when its pixels are first asked for.
 */
public final class Unlabelled {
  private Unlabelled() {}

  /**
   * Takes an image file, or all images below a folder; there what is not a readable image is left
   * out and listed by {@link ImageSet#rejected}.
   *
   * @param path of a file or a folder
   * @return the image, named by its path, or the images, named by theirs below the folder
   * @throws RuntimeException when the file is no readable image, or the folder has none
   */
  public static ImageSet of(Path path) {
    if (!Files.isDirectory(path)) {
      return of(List.of(path));
    }
    Pictures images = new FolderScan(path, Unreadable.SKIP).unlabelled(List.of(path));
    if (images.size() == 0) {
      throw new IllegalArgumentException("no images in " + path);
    }
    return new ImageSet(images);
  }

  /**
   * Takes image files.
   *
   * @param files at least one
   * @return the images, in that order, each named by its path
   * @throws RuntimeException when one is no readable image; the text names it
   */
  public static ImageSet of(List<Path> files) {
    return ImageSet.unlabelled(files);
  }

  /**
   * Takes an image in memory; alpha is laid over white.
   *
   * @param image of any type, copied
   * @return the image, named {@code image}
   */
  public static ImageSet of(BufferedImage image) {
    return unlabelled(BytesPicture.of(image));
  }

  /**
   * Takes the bytes of an image file.
   *
   * @param file of any format that is read from a file
   * @return the image, named {@code bytes}
   */
  public static ImageSet of(byte[] file) {
    return unlabelled(new BytesPicture("bytes", file.clone()));
  }

  /**
   * Decodes the bytes of an image file at once, on the caller's thread, and holds its pixels.
   *
   * @param file of any format that is read from a file
   * @return the image, named {@code bytes}
   * @throws IOException if it is no readable image; the message says why
   */
  public static ImageSet decoded(byte[] file) throws IOException {
    return unlabelled(new HeldPicture("bytes", Sha256.of(file), ImageFile.decode(file)));
  }

  /**
   * Reads an image file from a stream, to its end, which leaves the stream open.
   *
   * @param file of at most 128 MiB
   * @return the image, named {@code stream}
   * @throws RuntimeException when the stream fails, has more bytes, or they are no readable image
   */
  public static ImageSet of(InputStream file) {
    return unlabelled(new BytesPicture("stream", ImageBytes.of(file, "stream")));
  }

  /**
   * Fetches an image file.
   *
   * @param address {@code file:}, {@code jar:file:}, {@code data:}, and where {@code GRAFT_OFFLINE}
   *     is not set {@code http:} and {@code https:}, through the proxies that downloads take; at
   *     most 128 MiB
   * @return the image, named by its address
   * @throws RuntimeException when it cannot be had, is no readable image, or the address is of
   *     another kind; no text shows a password
   */
  public static ImageSet of(URI address) {
    return ImageBytes.isFile(address)
        ? of(List.of(ImageBytes.path(address)))
        : unlabelled(new BytesPicture(ImageBytes.name(address), ImageBytes.of(address)));
  }

  private static ImageSet unlabelled(Picture picture) {
    return new ImageSet(Pictures.unlabelled(List.of(picture), List.of()));
  }
}
