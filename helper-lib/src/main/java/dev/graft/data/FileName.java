package dev.graft.data;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Names of files as text, equal on every machine: in Unicode's composed form, whichever the file
 * system keeps, and read as UTF-8, whatever the locale.
 */
final class FileName {
  /** What Java puts for bytes that the locale's encoding cannot say. */
  private static final char UNSAID = '\ufffd';

  private FileName() {}

  /** The last part of a path; of a root, which has none, the root. */
  static String of(Path path) {
    Path last = path.getFileName();
    return composed(last == null ? path.toString() : said(last));
  }

  /** The path from a folder to what lies in it, parts separated by {@code /}. */
  static String below(Path folder, Path path) {
    List<String> parts = new ArrayList<>();
    folder.relativize(path).forEach(part -> parts.add(of(part)));
    return String.join("/", parts);
  }

  /** The whole path as it was given, parts separated by {@code /}. */
  static String whole(Path path) {
    String text = composed(path.toString());
    return path.getFileSystem().getSeparator().equals("\\") ? text.replace('\\', '/') : text;
  }

  /** One of the texts that look alike, so that they are equal. */
  static String composed(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  /** An address has the bytes themselves, where the text has lost them. */
  private static String said(Path part) {
    String text = part.toString();
    if (text.indexOf(UNSAID) < 0 || !part.toUri().getScheme().equals("file")) {
      return text;
    }
    String bytes = part.toUri().getRawPath().replaceFirst("/$", "");
    String last = bytes.substring(bytes.lastIndexOf('/') + 1);
    return URLDecoder.decode(last.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
