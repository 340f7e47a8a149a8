package dev.graft.data;

import dev.graft.weights.Download;
import dev.graft.weights.GraftHome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;

/** The bytes of one image file from a stream or an address, never more than a limit. */
final class ImageBytes {
  private static final int MOST = 128 << 20;
  private static final int SHOWN = 80;

  private ImageBytes() {}

  /** Reads to the end, and leaves the stream open. */
  static byte[] of(InputStream in, String id) {
    try {
      byte[] bytes = in.readNBytes(MOST + 1);
      if (bytes.length > MOST) {
        throw unreadable(id, "more than " + MOST + " bytes", null);
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("image is not readable: " + id, e);
    }
  }

  static byte[] of(URI address) {
    return switch (scheme(address)) {
      case "data" -> data(address);
      case "jar" -> archived(address);
      case "http", "https" -> Download.bytes(GraftHome.ofThisProcess(), address, MOST);
      default ->
          throw new IllegalArgumentException(
              "address is \"%s\", must begin with file:, jar:file:, data:, http: or https:"
                  .formatted(name(address)));
    };
  }

  static boolean isFile(URI address) {
    return scheme(address).equals("file");
  }

  private static String scheme(URI address) {
    return address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
  }

  /** The address, but for a password and for data. */
  static String name(URI address) {
    String text = address.toString();
    if (scheme(address).equals("data")) {
      int comma = text.indexOf(',');
      text = comma < 0 ? text : text.substring(0, comma);
      return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
    return text.replaceFirst("//[^/?#]*@", "//…@");
  }

  /** RFC 2397: {@code data:image/png;base64,…}. */
  private static byte[] data(URI address) {
    String text = address.getRawSchemeSpecificPart();
    int comma = text.indexOf(',');
    if (comma < 0 || !text.substring(0, comma).toLowerCase(Locale.ROOT).endsWith(";base64")) {
      throw unreadable(name(address), "no data in base64", null);
    }
    String base64 =
        URLDecoder.decode(
            text.substring(comma + 1).replace("+", "%2B"), StandardCharsets.ISO_8859_1);
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw unreadable(name(address), "its base64 is damaged", e);
    }
  }

  /** Opens the archive itself: Java's own connections would fetch it from any host. */
  private static byte[] archived(URI address) {
    String text = address.getRawSchemeSpecificPart();
    int mark = text.indexOf("!/");
    if (mark < 0 || !text.toLowerCase(Locale.ROOT).startsWith("file:")) {
      throw unreadable(name(address), "an archive's address is jar:file:/ARCHIVE!/FILE", null);
    }
    String entry =
        URLDecoder.decode(text.substring(mark + 1).replace("+", "%2B"), StandardCharsets.UTF_8);
    try (FileSystem archive = FileSystems.newFileSystem(path(text.substring(0, mark)));
        InputStream in = Files.newInputStream(archive.getPath(entry))) {
      return of(in, name(address));
    } catch (IOException e) {
      throw unreadable(name(address), "no such file, or not readable", e);
    }
  }

  /** The file that an address names on this machine. */
  static Path path(URI address) {
    try {
      return Path.of(address);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "address is \"%s\", a file's is file:/PATH".formatted(name(address)), e);
    }
  }

  private static Path path(String address) {
    return path(URI.create(address));
  }

  private static UnreadableImageException unreadable(String id, String reason, Throwable cause) {
    return new UnreadableImageException(new Rejection(id, reason), cause);
  }
}
