package dev.graft.pixels;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/**
 * A JPEG's segments up to its first scan, as Pillow walks them.
 *
 * @param file all of it
 * @param frame size and components
 * @param colours how they are stored
 * @param exif as it stands in the file, empty where there is none
 * @param xmp as it stands in the file, empty where there is none
 * @param tables what the decoder needs of the segments: all but those of applications and comments
 * @param scan where the first scan begins
 */
record JpegHeader(
    byte[] file,
    JpegFrame frame,
    JpegColours colours,
    byte[] exif,
    byte[] xmp,
    byte[] tables,
    int scan) {

  private static final String EXIF = "Exif\0\0";
  private static final String XMP = "http://ns.adobe.com/xap/1.0/\0";
  private static final int END = 0xd9;
  private static final int SCAN = 0xda;

  static JpegHeader of(byte[] file) throws IOException {
    Bytes in = Bytes.big(file);
    ByteArrayOutputStream exif = new ByteArrayOutputStream();
    ByteArrayOutputStream tables = new ByteArrayOutputStream();
    byte[] xmp = new byte[0];
    JpegFrame frame = null;
    boolean jfif = false;
    int adobe = -1;
    for (long at = marker(in, 2); ; ) {
      int marker = in.u8(at);
      if (marker == SCAN && frame != null) {
        JpegColours colours = JpegColours.of(frame, jfif, adobe);
        return new JpegHeader(
            file, frame, colours, exif.toByteArray(), xmp, tables.toByteArray(), (int) at - 1);
      }
      if (marker == SCAN || marker == END) {
        throw new IOException("JPEG is damaged: it has no frame");
      }
      if (marker == 0x01 || marker >= 0xd0 && marker <= 0xd8) {
        at = marker(in, at + 1); // no length follows these
        continue;
      }
      int length = in.u16(at + 1);
      in.u8(at + Math.max(2, length)); // its last byte is here
      int content = (int) at + 3;
      if (JpegFrame.is(marker)) {
        if (frame != null) {
          throw new IOException("JPEG is damaged: it has two frames");
        }
        frame = JpegFrame.of(in, marker, at + 1);
      }
      if (marker == 0xe0 && length >= 16 && in.has(content, "JFIF\0")) {
        jfif = true;
      } else if (marker == 0xe1 && in.has(content, EXIF)) {
        int from = exif.size() == 0 ? content : content + EXIF.length();
        exif.write(file, from, Math.max(0, (int) at + 1 + length - from));
      } else if (marker == 0xe1 && in.has(content, XMP)) {
        xmp = Arrays.copyOfRange(file, content, (int) at + 1 + length);
      } else if (marker == 0xee && length >= 14 && in.has(content, "Adobe")) {
        adobe = in.u8(content + 11);
      }
      if (marker < 0xe0 || marker > 0xef && marker != 0xfe) {
        tables.write(file, (int) at - 1, length + 2);
      }
      at = marker(in, at + 1 + length);
    }
  }

  /** Where the next marker's second byte stands; anything else is passed over. */
  private static long marker(Bytes in, long from) throws EOFException {
    long at = from;
    while (true) {
      while (in.u8(at) != 0xff) {
        at++;
      }
      while (in.u8(at) == 0xff) {
        at++;
      }
      if (in.u8(at) != 0) {
        return at;
      }
    }
  }

  /** The same with colours that are known from elsewhere. */
  JpegHeader as(JpegColours known) {
    return new JpegHeader(file, frame, known, exif, xmp, tables, scan);
  }

  /** Whether the first scan is the only one: it has all components, and all of their bits. */
  boolean oneScan() throws EOFException {
    return !frame.progressive() && Bytes.big(file).u8(scan + 4L) == frame.components();
  }

  /** Whether the mark of the end follows the scans: walks their bytes without decoding them. */
  boolean ended() {
    Bytes in = Bytes.big(file);
    try {
      for (long at = scan + 1L; ; at = marker(in, at)) {
        int marker = in.u8(at);
        if (marker == END) {
          return true;
        }
        at++;
        if (marker > 0x01 && (marker < 0xd0 || marker > 0xd8)) {
          at += in.u16(at);
        }
      }
    } catch (EOFException e) {
      return false;
    }
  }

  /** Where the first scan ends: at the next marker that is no restart, or with the file. */
  int scanEnd() throws EOFException {
    Bytes in = Bytes.big(file);
    long at = scan + 2L + in.u16(scan + 2L);
    try {
      while (true) {
        at = marker(in, at);
        if (in.u8(at) < 0xd0 || in.u8(at) > 0xd7) {
          return (int) at - 1;
        }
      }
    } catch (EOFException e) {
      return file.length;
    }
  }
}
