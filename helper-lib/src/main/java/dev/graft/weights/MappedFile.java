package dev.graft.weights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Maps files read-only, so that what is not used is not read. What lies in a zip file cannot be
 * mapped and is read whole.
 */
public final class MappedFile {
  private MappedFile() {}

  /** Returns the whole file, little-endian. The mapping lives as long as any view of it. */
  static ByteBuffer map(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new WeightsException("no weight file at " + file);
    }
    try {
      return Uninterrupted.run(() -> open(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static ByteBuffer open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      if (size > Integer.MAX_VALUE) {
        throw new WeightsException("weights are " + size + " bytes, at most 2147483647 are read");
      }
      return map(channel);
    }
  }

  /**
   * Maps all that a channel reads.
   *
   * @param channel of a file of at most 2147483647 bytes
   * @return its bytes, little-endian, whether the channel stays open or not
   * @throws IOException when it cannot be read
   */
  public static ByteBuffer map(FileChannel channel) throws IOException {
    long size = channel.size();
    try {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, size).order(ByteOrder.LITTLE_ENDIAN);
    } catch (UnsupportedOperationException noFileOfTheSystem) {
      ByteBuffer bytes = ByteBuffer.allocateDirect(Math.toIntExact(size));
      while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {}
      return bytes.flip().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }
  }
}
