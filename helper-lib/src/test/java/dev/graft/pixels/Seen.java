package dev.graft.pixels;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.StringJoiner;

/** What a file shows, as text: rows of RRGGBB, a row's pixels by blanks, rows by commas. */
final class Seen {
  private Seen() {}

  static String in(byte[] file) throws IOException {
    return text(ImageFile.decode(file));
  }

  static String text(BufferedImage image) {
    StringJoiner rows = new StringJoiner(", ");
    for (int y = 0; y < image.getHeight(); y++) {
      StringJoiner row = new StringJoiner(" ");
      for (int x = 0; x < image.getWidth(); x++) {
        row.add(String.format("%06x", image.getRGB(x, y) & 0xffffff));
      }
      rows.add(row.toString());
    }
    return rows.toString();
  }
}
