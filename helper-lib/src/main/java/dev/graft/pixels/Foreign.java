package dev.graft.pixels;

import java.io.IOException;
import java.util.List;

/** Pictures that are told apart but not read: refused by name, with what to do. */
enum Foreign {
  HEIC(
      "HEIC",
      "....ftyphei",
      "....ftyphev",
      "....ftyphem",
      "....ftyphes",
      "....ftypmif1",
      "....ftypmsf1"),
  AVIF("AVIF", "....ftypavif", "....ftypavis"),
  JPEG_2000("JPEG 2000", "\0\0\0\u000cjP  \r\n", "\u00ffO\u00ffQ"),
  JPEG_XL("JPEG XL", "\u00ff\n", "\0\0\0\u000cJXL \r\n"),
  CAMERA("camera raw", "....ftypcrx ", "FUJIFILMCCD-RAW", "IIRO", "IIU\0", "\0MRM"),
  PSD("Photoshop", "8BPS"),
  PDF("PDF", "%PDF-"),
  SVG("SVG", "<svg", "<?xml"),
  ICON("icon", "\0\0\u0001\0", "\0\0\u0002\0"),
  EXR("OpenEXR", "v/1\u0001"),
  HDR("Radiance", "#?RADIANCE", "#?RGBE"),
  DDS("DirectDraw", "DDS "),
  QOI("QOI", "qoif"),
  PNM("Netpbm", "P1\n", "P2\n", "P3\n", "P4\n", "P5\n", "P6\n", "P7\n"),
  VIDEO("video", "....ftyp", "....moov", "\u001aE\u00df\u00a3", "RIFF....AVI "),
  MNG("MNG", "\u008aMNG\r\n", "\u008bJNG\r\n"),
  JPEG_XR("JPEG XR", "II\u00bc");

  private final String name;
  private final List<String> marks;

  Foreign(String name, String... marks) {
    this.name = name;
    this.marks = List.of(marks);
  }

  /** What to say of a file that no reader reads. */
  static IOException refusal(byte[] start) {
    if (start.length == 0) {
      return new IOException("empty file");
    }
    for (Foreign foreign : values()) {
      if (foreign.marks.stream().anyMatch(mark -> Container.startsWith(start, mark))) {
        return new IOException(foreign.name + " is not supported; convert it to JPEG or PNG");
      }
    }
    return new IOException("not an image");
  }
}
