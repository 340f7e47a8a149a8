package dev.graft.pixels;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Finds a PNG's orientation: its EXIF chunk, ImageMagick's EXIF as a text, Adobe's XMP. */
final class PngTexts {
  /** No EXIF is longer; what inflates beyond it is read no further. */
  private static final int LONGEST = 1 << 20;

  private static final String RAW_EXIF = "Raw profile type exif";
  private static final String XMP = "XML:com.adobe.xmp";

  private PngTexts() {}

  static int orientation(PngChunks chunks) {
    byte[] exif = chunks.content("eXIf");
    if (exif.length == 0) {
      exif = hex(text(chunks, RAW_EXIF));
    }
    int stored = Exif.orientation(exif);
    return stored > 0 ? stored : Exif.xmpOrientation(text(chunks, XMP));
  }

  /** The last text of that name, in any of a PNG's three ways to have one. */
  private static byte[] text(PngChunks chunks, String name) {
    byte[] found = new byte[0];
    for (PngChunks.Chunk chunk : chunks.others()) {
      Bytes in = Bytes.big(chunks.file());
      if (chunk.length() <= name.length() + 2 || !in.has(chunk.from(), name + "\0")) {
        continue;
      }
      byte[] rest =
          Arrays.copyOfRange(
              chunks.file(), chunk.from() + name.length() + 1, chunk.from() + chunk.length());
      switch (chunk.type()) {
        case "tEXt" -> found = rest;
        case "zTXt" -> found = inflated(rest, 1);
        case "iTXt" -> found = international(rest);
        default -> {
          // no text
        }
      }
    }
    return found;
  }

  /** Flag, method, language, translated name; each of the last two ends in a zero. */
  private static byte[] international(byte[] text) {
    int from = 2;
    for (int names = 0; names < 2; names++) {
      while (from < text.length && text[from] != 0) {
        from++;
      }
      from++;
    }
    if (from >= text.length) {
      return new byte[0];
    }
    return text[0] == 0 ? Arrays.copyOfRange(text, from, text.length) : inflated(text, from);
  }

  private static byte[] inflated(byte[] bytes, int from) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(bytes, from, bytes.length - from);
      byte[] text = new byte[LONGEST];
      int length = 0;
      for (int more = 1; more > 0; length += more) {
        more = inflater.inflate(text, length, LONGEST - length);
      }
      return Arrays.copyOf(text, length);
    } catch (DataFormatException e) {
      return new byte[0];
    } finally {
      inflater.end();
    }
  }

  /** Three lines, the third its length, then hexadecimal digits in lines. */
  private static byte[] hex(byte[] text) {
    String[] lines = new String(text, StandardCharsets.ISO_8859_1).split("\n", 4);
    if (lines.length < 4) {
      return new byte[0];
    }
    String digits = lines[3].replaceAll("\\s", "");
    byte[] bytes = new byte[digits.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      int high = Character.digit(digits.charAt(2 * i), 16);
      int low = Character.digit(digits.charAt(2 * i + 1), 16);
      if (high < 0 || low < 0) {
        return new byte[0];
      }
      bytes[i] = (byte) (high << 4 | low);
    }
    return bytes;
  }
}
