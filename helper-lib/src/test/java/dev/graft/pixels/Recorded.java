package dev.graft.pixels;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Tiny WebP and GIF files, with what Pillow 13.0.0 reads of them; {@code record.py} beside them
 * makes them.
 *
 * @param sha256 of the RGB bytes
 */
record Recorded(String name, int width, int height, String sha256, byte[] file) {

  static List<Recorded> all() throws IOException {
    try (InputStream in = Recorded.class.getResourceAsStream("pictures.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return text.lines().map(line -> of(line.split(" "))).toList();
    }
  }

  static Recorded named(String name) throws IOException {
    return all().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  private static Recorded of(String[] words) {
    return new Recorded(
        words[0],
        Integer.parseInt(words[1]),
        Integer.parseInt(words[2]),
        words[3],
        Base64.getDecoder().decode(words[4]));
  }

  @Override
  public String toString() {
    return name;
  }
}
