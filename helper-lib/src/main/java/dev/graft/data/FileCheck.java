package dev.graft.data;

import dev.graft.pixels.ImageFile;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Looks at a file without decoding it: is it an image, and a picture of something? */
final class FileCheck {
  /**
   * Pictures that stand for a picture: photo hosts serve them in place of a deleted photo, and
   * crawlers keep them. They decode, and would be learned as an ant. By file size, then SHA-256.
   */
  private static final Map<Long, String> PLACEHOLDERS =
      Map.of(5504L, "6b4966252973c581b521f804453c6a0649ea6a2ce7e3e5c7deeb7d80623de231");

  private FileCheck() {}

  /** Rejects the file with a reason, or returns. */
  static void glance(Path file, String id) {
    try {
      ImageFile.glance(file);
      if (isPlaceholder(file)) {
        throw new IOException("not an image");
      }
    } catch (FileSystemException e) {
      throw new UnreadableImageException(new Rejection(id, "no such file, or not readable"), e);
    } catch (IOException e) {
      throw new UnreadableImageException(new Rejection(id, e.getMessage()), e);
    }
  }

  private static boolean isPlaceholder(Path file) throws IOException {
    String known = PLACEHOLDERS.get(Files.size(file));
    return known != null && known.equals(Sha256.of(Files.readAllBytes(file)));
  }
}
