package dev.graft.pixels;

import java.util.List;
import java.util.Optional;

/** The containers Graft reads, told apart by a file's first bytes, never by its name. */
enum Container {
  JPEG(new Jpeg(), "\u00ff\u00d8\u00ff"),
  PNG(new Png(), "\u0089PNG\r\n\u001a\n"),
  GIF(new Gif(), "GIF87a", "GIF89a"),
  BMP(new Bmp(), "BM"),
  WEBP(new Webp(), "RIFF....WEBP"),
  TIFF(new Tiff(), "II*\0", "MM\0*", "II\0*", "MM*\0", "II+\0", "MM\0+");

  /** Enough of a file to tell its container. */
  static final int HEAD = 16;

  final PixelReader reader;
  private final List<String> marks;

  Container(PixelReader reader, String... marks) {
    this.reader = reader;
    this.marks = List.of(marks);
  }

  static Optional<Container> of(byte[] start) {
    for (Container container : values()) {
      if (container.marks.stream().anyMatch(mark -> startsWith(start, mark))) {
        return Optional.of(container);
      }
    }
    return Optional.empty();
  }

  /** A dot stands for any byte. */
  static boolean startsWith(byte[] start, String mark) {
    if (start.length < HEAD) {
      return false;
    }
    for (int i = 0; i < mark.length(); i++) {
      if (mark.charAt(i) != '.' && mark.charAt(i) != (start[i] & 0xff)) {
        return false;
      }
    }
    return true;
  }
}
