package dev.graft.data;

import java.util.Optional;

/** The image formats Graft reads, told apart by a file's first bytes, never by its name. */
enum ImageFormat {
  JPEG,
  PNG,
  GIF,
  BMP,
  WEBP;

  private static final String[] MAGIC = {
    "\u00ff\u00d8\u00ff", "\u0089PNG\r\n\u001a\n", "GIF8", "BM", "RIFF....WEBP"
  };

  /** Enough of a file to tell its format. */
  static final int HEAD = 16;

  static Optional<ImageFormat> of(byte[] head) {
    for (ImageFormat format : values()) {
      if (startsWith(head, MAGIC[format.ordinal()])) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  private static boolean startsWith(byte[] head, String magic) {
    if (head.length < HEAD) {
      return false;
    }
    for (int i = 0; i < magic.length(); i++) {
      if (magic.charAt(i) != '.' && magic.charAt(i) != (head[i] & 0xff)) {
        return false;
      }
    }
    return true;
  }
}
