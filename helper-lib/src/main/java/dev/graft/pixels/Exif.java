package dev.graft.pixels;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks up one number in EXIF or XMP, the orientation, as Pillow's {@code exif_transpose} finds it.
 * EXIF is a directory of TIFF; nothing but its first is walked, and that once.
 */
final class Exif {
  private static final int ORIENTATION = 0x112;

  /** What is stored is no turn. */
  private static final int NONE = 9;

  private static final Pattern XMP = Pattern.compile("tiff:Orientation(=\"|>)([0-9])");

  /** Bytes of a value by its type, 0 where the number is no type. */
  private static final int[] BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8};

  private Exif() {}

  /** The stored number, whatever it is; 0 where there is none. */
  static int orientation(byte[] exif) {
    int from = 0;
    for (int i = 0; i < 2 && Bytes.big(exif).has(from, "Exif\0\0"); i++) {
      from += 6;
    }
    byte[] directory = from == 0 ? exif : Arrays.copyOfRange(exif, from, exif.length);
    try {
      return orientation(TiffHeader.of(directory));
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * The number in the directory that a header points at. The first of several holds; values that
   * together are longer than the file are passed over, and one that lies outside ends the search.
   */
  static int orientation(TiffHeader header) {
    Bytes in = header.in();
    int inline = header.large() ? 8 : 4;
    long total = 0;
    try {
      long at = header.directory();
      long count = header.large() ? in.u64(at) : in.u16(at);
      at += header.large() ? 8 : 2;
      for (long i = 0; i < count; i++, at += 4 + 2 * inline) {
        int tag = in.u16(at);
        int type = in.u16(at + 2);
        long values = header.number(at + 4);
        long value = at + 4 + inline;
        long last = header.number(value);
        int bytes = type < BYTES.length ? BYTES[type] : 0;
        if (bytes == 0 || values == 0) {
          continue;
        }
        if (values < 0 || values > inline / bytes) {
          value = last;
          boolean fits = values > 0 && values <= in.length() / bytes;
          total += fits ? values * bytes : in.length() + 1L;
          if (value < 0 || total > in.length()) {
            continue;
          }
          if (value > in.length() - values * bytes) {
            return 0;
          }
        }
        if (tag == ORIENTATION) {
          return number(in, value, type);
        }
      }
    } catch (EOFException e) {
      // the directory is cut
    }
    return 0;
  }

  /** A number that turns nothing is one all the same. */
  private static int number(Bytes in, long at, int type) throws EOFException {
    long number =
        switch (type) {
          case 3, 8 -> in.u16(at);
          case 4, 9, 13 -> in.u32(at);
          case 16 -> in.u64(at);
          default -> NONE;
        };
    return number >= 1 && number <= 8 ? (int) number : NONE;
  }

  /** The number in an XMP packet; 0 where there is none. */
  static int xmpOrientation(byte[] xmp) {
    Matcher found = XMP.matcher(new String(xmp, StandardCharsets.ISO_8859_1));
    return found.find() ? found.group(2).charAt(0) - '0' : 0;
  }
}
