package dev.graft.data;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at a file's first and last bytes, without decoding it: enough to find what is not an image
 * and what was cut off in a download, at some 10,000 files a second.
 */
final class FileCheck {
  /**
   * Pictures that stand for a picture: photo hosts serve them in place of a deleted photo, and
   * crawlers keep them. They decode, and would be learned as an ant. By file size, then SHA-256.
   */
  private static final Map<Long, String> PLACEHOLDERS =
      Map.of(5504L, "6b4966252973c581b521f804453c6a0649ea6a2ce7e3e5c7deeb7d80623de231");

  private FileCheck() {}

  /** Tells the format, or rejects the file with a reason. */
  static ImageFormat format(Path file, String id) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      byte[] head = new byte[ImageFormat.HEAD];
      int read = Math.max(0, in.read(head));
      Optional<ImageFormat> format = ImageFormat.of(Arrays.copyOf(head, read));
      if (format.isEmpty()) {
        throw rejected(id, read == 0 ? "empty file" : "not an image");
      }
      if (truncated(format.get(), head, in, file)) {
        throw rejected(id, format.get() + " is truncated");
      }
      if (isPlaceholder(file)) {
        throw rejected(id, "not an image");
      }
      return format.get();
    }
  }

  private static UnreadableImageException rejected(String id, String reason) {
    return new UnreadableImageException(new Rejection(id, reason));
  }

  private static boolean truncated(ImageFormat format, byte[] head, RandomAccessFile in, Path file)
      throws IOException {
    return switch (format) {
      case JPEG -> !endsWith(in, file, "\u00ff\u00d9");
      case PNG -> !endsWith(in, file, "IEND\u00aeB`\u0082");
      case GIF -> false; // one byte, 0x3b, ends it: telling that apart is the decoder's work
      case BMP -> littleEndian(head, 2) > in.length();
      case WEBP -> littleEndian(head, 4) + 8 > in.length();
    };
  }

  /** Cameras and editors append data of their own, so a file that ends otherwise is searched. */
  private static boolean endsWith(RandomAccessFile in, Path file, String mark) throws IOException {
    byte[] tail = new byte[mark.length()];
    in.seek(Math.max(0, in.length() - tail.length));
    in.read(tail);
    return latin(tail).equals(mark) || latin(Files.readAllBytes(file)).contains(mark);
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static long littleEndian(byte[] bytes, int at) {
    long value = 0;
    for (int i = 3; i >= 0; i--) {
      value = value << 8 | bytes[at + i] & 0xff;
    }
    return value;
  }

  private static boolean isPlaceholder(Path file) throws IOException {
    String known = PLACEHOLDERS.get(Files.size(file));
    return known != null && known.equals(Sha256.of(Files.readAllBytes(file)));
  }
}
