package dev.graft.weights;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Publishes files whole or not at all; every file that Graft writes for somebody goes through here.
 *
 * <p>An interrupt waits until the file is whole, and the thread stays interrupted.
 */
public final class AtomicFile {
  private static final String DRAFT = ".graft-";
  private static final String ENDING = ".part";

  private AtomicFile() {}

  /** What fills the file. */
  public interface Content {
    /**
     * Writes all of it, the same whenever it is called: once more where an interrupt closed the
     * draft.
     *
     * @param out the draft, closed by the caller
     * @throws IOException when it cannot be written; nothing is published then
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a hidden draft beside the file and renames it: a reader sees the file of before or the
   * whole new one. A link stays a link, and what it points to is written; a device or a pipe, which
   * nothing can take the place of, is written as it is.
   *
   * @param target to create or replace; its folder must exist
   * @param content fills it
   * @throws UncheckedIOException when it cannot be written
   */
  public static void write(Path target, Content content) {
    try {
      Path place = Destination.of(target);
      if (Files.isDirectory(place)) {
        throw new FileSystemException(place.toString(), null, "it is a folder");
      }
      if (Files.exists(place) && !Files.isRegularFile(place)) {
        fill(place, content, StandardOpenOption.WRITE);
      } else {
        replace(place, content);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + target + ": " + reason(e), e);
    }
  }

  /**
   * Writes a file as {@link #write} does, but in the place of whatever has its name, a link too: in
   * folders of Graft's own, where nobody has a reason to put one.
   *
   * @param target to create or replace; its folder must exist
   * @param content fills it
   * @throws IOException when it cannot be written
   */
  static void replace(Path target, Content content) throws IOException {
    // the name may be as long as the file system allows; not createTempFile, whose files only
    // their owner can read
    Path draft = target.toAbsolutePath().resolveSibling(DRAFT + UUID.randomUUID() + ENDING);
    try {
      fill(draft, content, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
      publish(draft, target);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /**
   * Tells a draft that was left when its process died.
   *
   * @param file anywhere
   * @return true if it has such a name
   */
  public static boolean isDraft(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(DRAFT) && name.endsWith(ENDING);
  }

  private static void fill(Path draft, Content content, StandardOpenOption... options)
      throws IOException {
    Uninterrupted.run(
        () -> {
          try (OutputStream out = Files.newOutputStream(draft, options)) {
            content.writeTo(out);
          } catch (ClosedByInterruptException e) {
            if (Files.isRegularFile(draft)) {
              Files.delete(draft);
            }
            throw e;
          }
          return draft;
        });
  }

  static void publish(Path draft, Path target) throws IOException {
    try {
      Files.move(
          draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) { // as in a zip file
      Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Says in words what the JDK says by the class, beside a path that nobody named. */
  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "its folder does not exist";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileSystemLoopException) {
      return "its links go in a circle";
    }
    return e instanceof FileSystemException named && named.getReason() != null
        ? named.getReason()
        : e.getMessage();
  }
}
