package dev.graft.pixels;

import java.util.Locale;
import java.util.Optional;

/** What decodes JPEG: the setting {@code GRAFT_JPEG}, and what this machine has. */
enum JpegReader {
  TURBO("TurboJPEG"),
  JAVA("the JDK's reader");

  private static final String PACKAGES =
      "(Debian: libturbojpeg0, Ubuntu: libturbojpeg, Homebrew: jpeg-turbo)";

  private final String title;

  JpegReader(String title) {
    this.title = title;
  }

  /** The system property {@code graft.jpeg}, or GRAFT_JPEG in the environment. */
  static JpegReader chosen() {
    return wanted().orElse(TURBO) == TURBO && TurboJpeg.available() ? TURBO : JAVA;
  }

  /** What it adds to a contract's text. */
  String reading() {
    return this == JAVA ? "" : "; JPEG by " + title;
  }

  /** In words, with what to do where it is not the fast one. */
  static String describe() {
    JpegReader chosen = chosen();
    if (chosen == TURBO) {
      return TURBO.title;
    }
    return JAVA.title
        + (wanted().isPresent() ? " (GRAFT_JPEG)" : "; faster with libturbojpeg " + PACKAGES);
  }

  private static Optional<JpegReader> wanted() {
    String set = System.getProperty("graft.jpeg", System.getenv("GRAFT_JPEG"));
    if (set == null || set.isBlank()) {
      return Optional.empty();
    }
    JpegReader wanted =
        switch (set.strip().toLowerCase(Locale.ROOT)) {
          case "turbo" -> TURBO;
          case "java" -> JAVA;
          default ->
              throw new IllegalStateException(
                  "GRAFT_JPEG is \"" + set + "\", must be turbo or java");
        };
    if (wanted == TURBO && !TurboJpeg.available()) {
      throw new IllegalStateException(
          "GRAFT_JPEG is turbo, and this machine has no libturbojpeg; install it "
              + PACKAGES
              + " or leave GRAFT_JPEG unset");
    }
    return Optional.of(wanted);
  }
}
