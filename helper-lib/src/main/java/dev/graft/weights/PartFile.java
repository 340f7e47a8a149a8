package dev.graft.weights;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What has come of a file so far, and what the server called that version of it.
 *
 * @param file with the first bytes
 * @param tag beside it, with the server's ETag or date
 */
record PartFile(Path file, Path tag) {
  private static final int LONGEST_TAG = 200;

  /** How many bytes a server may be asked to add to. */
  long resumable(Checksum checksum) throws IOException {
    boolean sameVersion = checksum.isKnown() || validator().isPresent();
    // without hash and tag nothing would show that two halves are of two files
    return OwnFile.exists(file) && sameVersion ? Files.size(file) : 0;
  }

  Optional<String> validator() throws IOException {
    if (!OwnFile.exists(tag) || Files.size(tag) > LONGEST_TAG) {
      return Optional.empty();
    }
    return Optional.of(Files.readString(tag, StandardCharsets.ISO_8859_1))
        .filter(PartFile::isHeader);
  }

  /** Keeps the answer's validator when it begins the file. */
  void remember(HttpResponse<?> response, long from) throws IOException {
    if (from > 0) {
      return;
    }
    Optional<String> strong =
        response
            .headers()
            .firstValue("ETag")
            .filter(etag -> !etag.startsWith("W/"))
            .or(() -> response.headers().firstValue("Last-Modified"))
            .filter(PartFile::isHeader);
    Files.deleteIfExists(tag);
    if (strong.isPresent()) {
      Files.writeString(
          tag, strong.get(), StandardCharsets.ISO_8859_1, StandardOpenOption.CREATE_NEW);
    }
  }

  /** What is sent back to a server was written by one, or by whoever can write here. */
  private static boolean isHeader(String text) {
    return text.matches("[\\x20-\\x7e]{1," + LONGEST_TAG + "}");
  }

  /** Fails, and begins anew next time, where the server has told another length. */
  void requireLength(OptionalLong total) throws IOException {
    long size = Files.size(file);
    if (total.isPresent() && total.getAsLong() != size) {
      delete();
      throw new IOException(
          "the server tells of " + total.getAsLong() + " bytes, and " + size + " came");
    }
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(tag);
  }

  static boolean startsAt(HttpResponse<?> response, long have) {
    return response
        .headers()
        .firstValue("Content-Range")
        .filter(range -> range.startsWith("bytes " + have + "-"))
        .isPresent();
  }

  /** The length of the whole file, after the slash of {@code Content-Range}. */
  static OptionalLong total(HttpResponse<?> response) {
    String range = response.headers().firstValue("Content-Range").orElse("");
    String total = range.substring(range.lastIndexOf('/') + 1);
    return total.matches("\\d{1,18}")
        ? OptionalLong.of(Long.parseLong(total))
        : OptionalLong.empty();
  }
}
