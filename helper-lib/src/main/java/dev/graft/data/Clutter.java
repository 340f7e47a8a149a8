package dev.graft.data;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * What operating systems, archives, network drives and editors leave among photos. It is no photo
 * of anybody's, and is passed over at any level without a word.
 */
final class Clutter {
  /** Of macOS, Synology, QNAP, Windows, Linux's fsck, AFP and Python, in this order. */
  private static final Set<String> NAMES =
      Set.of(
          "__macosx",
          "icon\r",
          "@eadir",
          "@tmp",
          "#recycle",
          "#snapshot",
          "@recycle",
          "@recently-snapshot",
          "$recycle.bin",
          "system volume information",
          "thumbs.db",
          "ehthumbs.db",
          "ehthumbs_vista.db",
          "desktop.ini",
          "picasa.ini",
          "lost+found",
          "network trash folder",
          "temporary items",
          "__pycache__");

  /** Windows keeps there where a download came from; other systems see it as a file. */
  private static final Set<String> ENDINGS = Set.of(":zone.identifier", ":encryptable");

  private Clutter() {}

  /** Tells by the last part of a path; hidden files are among it, and so are AppleDouble's. */
  static boolean is(Path path) {
    String name = FileName.of(path).toLowerCase(Locale.ROOT);
    return name.startsWith(".")
        || NAMES.contains(name)
        || ENDINGS.stream().anyMatch(name::endsWith);
  }
}
