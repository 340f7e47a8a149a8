package dev.graft.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads small files whole: never more than was said, and never from a device or a pipe. */
public final class BoundedFile {
  private BoundedFile() {}

  /**
   * Reads a file.
   *
   * @param file a regular one, or a link to one
   * @param most bytes that it may have
   * @return its bytes
   * @throws NoSuchFileException when there is none, or it is a folder, a device or a pipe
   * @throws WeightsException when it is longer; the text names it
   * @throws IOException when it cannot be read
   */
  public static ByteBuffer read(Path file, int most) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(file.toString());
    }
    long size = Files.size(file);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = size > most ? new byte[0] : in.readNBytes(most + 1);
      if (size > most || bytes.length > most) {
        throw new WeightsException(
            file.getFileName()
                + " is "
                + Math.max(size, bytes.length)
                + " bytes, must be at most "
                + most);
      }
      return ByteBuffer.wrap(bytes);
    }
  }
}
