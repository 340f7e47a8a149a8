package dev.graft.weights;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Publishes files whole or not at all. */
public final class AtomicFile {
  private AtomicFile() {}

  /** What fills the file. */
  public interface Content {
    /**
     * Writes all of it.
     *
     * @param out the draft, closed by the caller
     * @throws IOException when it cannot be written; nothing is published then
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a hidden draft beside the file and renames it: a reader sees the file of before or the
   * whole new one.
   *
   * @param target to create or replace; its folder must exist
   * @param content fills it
   * @throws UncheckedIOException when it cannot be written
   */
  public static void write(Path target, Content content) {
    try {
      Path folder = target.toAbsolutePath().getParent();
      // not createTempFile, whose files only their owner can read
      Path draft = folder.resolve("." + target.getFileName() + UUID.randomUUID() + ".part");
      try {
        try (OutputStream out = Files.newOutputStream(draft, StandardOpenOption.CREATE_NEW)) {
          content.writeTo(out);
        }
        publish(draft, target);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + target + ": " + e.getMessage(), e);
    }
  }

  static void publish(Path draft, Path target) throws IOException {
    Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
