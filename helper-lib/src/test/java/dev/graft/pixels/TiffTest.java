package dev.graft.pixels;

import static dev.graft.pixels.PngFile.bytes;
import static dev.graft.pixels.PngFile.deflated;
import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What Pillow 13.0 makes of the same bytes. */
class TiffTest {
  private static final byte[] RGB = bytes(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
  private static final String SEEN = "010203 040506, 070809 0a0b0c";

  private static TiffFile rgb() {
    return new TiffFile(LITTLE_ENDIAN, 2, 2, 8, 3, 2);
  }

  @Test
  void readsStripsTilesAndPlanes() throws IOException {
    assertEquals(SEEN, Seen.in(rgb().cells(RGB)));
    assertEquals(
        SEEN,
        Seen.in(rgb().tag(278, 1).cells(bytes(1, 2, 3, 4, 5, 6), bytes(7, 8, 9, 10, 11, 12))));
    assertEquals(
        SEEN,
        Seen.in(
            rgb().tag(284, 2).cells(bytes(1, 4, 7, 10), bytes(2, 5, 8, 11), bytes(3, 6, 9, 12))));
    byte[] left = bytes(1, 0, 0, 3, 0, 0);
    byte[] right = bytes(2, 9, 9, 4, 9, 9);
    TiffFile tiles = new TiffFile(BIG_ENDIAN, 4, 2, 8, 1, 1).tag(322, 3).tag(323, 2);
    assertEquals(
        "010101 000000 000000 020202, 030303 000000 000000 040404",
        Seen.in(tiles.cells(left, right)));
  }

  @Test
  void unpacks() throws IOException {
    assertEquals(SEEN, Seen.in(rgb().tag(259, 8).cells(deflated(RGB))));
    byte[] runs = bytes(0, 1, 1, 2, 3, 7, 4, 5, 6, 7, 8, 9, 10, 11, 128, 0, 12);
    assertEquals(SEEN, Seen.in(rgb().tag(259, 32773).cells(runs)));
    // clear, 7, 7, the word 7 7, end: 9 bits each
    byte[] words = bytes(0x80, 0x01, 0xc0, 0xf0, 0x28, 0x08);
    TiffFile grey = new TiffFile(LITTLE_ENDIAN, 4, 1, 8, 1, 1).tag(259, 5);
    assertEquals("070707 070707 070707 070707", Seen.in(grey.cells(words)));
  }

  @Test
  void addsUpDifferences() throws IOException {
    byte[] differences = bytes(1, 2, 3, 3, 3, 3, 7, 8, 9, 3, 3, 3);
    assertEquals(SEEN, Seen.in(rgb().tag(259, 8).tag(317, 2).cells(deflated(differences))));
    TiffFile wide = new TiffFile(LITTLE_ENDIAN, 2, 1, 16, 1, 1).tag(259, 8).tag(317, 2);
    assertEquals("010101 020202", Seen.in(wide.cells(deflated(bytes(0xff, 0, 2, 1)))));
  }

  @Test
  void readsGreyOfEveryDepth() throws IOException {
    assertEquals(
        "ffffff 000000", Seen.in(new TiffFile(BIG_ENDIAN, 2, 1, 1, 1, 0).cells(bytes(64))));
    assertEquals("aaaaaa", Seen.in(new TiffFile(BIG_ENDIAN, 1, 1, 2, 1, 1).cells(bytes(128))));
    assertEquals("f8f8f8", Seen.in(new TiffFile(BIG_ENDIAN, 1, 1, 8, 1, 0).cells(bytes(7))));
    assertEquals("020202", Seen.in(new TiffFile(BIG_ENDIAN, 1, 1, 16, 1, 1).cells(bytes(1, 255))));
    TiffFile real = new TiffFile(BIG_ENDIAN, 2, 1, 32, 1, 1).tag(339, 3);
    assertEquals("020202 ffffff", Seen.in(real.cells(bytes(64, 32, 0, 0, 68, 32, 0, 0))));
  }

  @Test
  void readsPalettesInksAndAlpha() throws IOException {
    TiffFile palette =
        new TiffFile(LITTLE_ENDIAN, 2, 1, 1, 1, 3).tag(320, 0x0aff, 1, 0x14ff, 2, 0x1eff, 0xffff);
    assertEquals("0a141e 0000ff", Seen.in(palette.cells(bytes(64))));
    TiffFile inks = new TiffFile(LITTLE_ENDIAN, 1, 1, 8, 4, 5);
    assertEquals("c86300", Seen.in(inks.cells(bytes(0, 129, 255, 55))));
    TiffFile alpha = new TiffFile(LITTLE_ENDIAN, 1, 1, 8, 4, 2).tag(338, 2);
    assertEquals("7f7fff", Seen.in(alpha.cells(bytes(0, 0, 255, 128))));
    TiffFile premultiplied = new TiffFile(LITTLE_ENDIAN, 1, 1, 8, 4, 2).tag(338, 1);
    assertEquals("7f7fff", Seen.in(premultiplied.cells(bytes(0, 0, 128, 128))));
    byte[][] planes = {bytes(0), bytes(0), bytes(128), bytes(128)};
    TiffFile unnamed = new TiffFile(LITTLE_ENDIAN, 1, 1, 8, 4, 2).tag(284, 2);
    assertEquals("7f7fbf", Seen.in(unnamed.cells(planes)));
    Arrays.setAll(planes, i -> deflated(planes[i]));
    assertEquals("7f7fff", Seen.in(unnamed.tag(259, 8).cells(planes)));
    TiffFile wide = new TiffFile(BIG_ENDIAN, 1, 1, 16, 3, 2);
    assertEquals("01fe80", Seen.in(wide.cells(bytes(1, 255, 254, 128, 128, 127))));
  }

  @Test
  void turnsUpright() throws IOException {
    assertEquals("0a0b0c 070809, 040506 010203", Seen.in(rgb().tag(274, 3).cells(RGB)));
  }

  @Test
  void refusesByNameWhatItDoesNotRead() {
    assertMessage(
        "TIFF of compression Zstandard is not supported; save it with LZW, or as PNG",
        rgb().tag(259, 50000).cells(RGB));
    assertMessage("TIFF is truncated", rgb().tag(257, 900).cells(RGB));
    assertMessage("TIFF is truncated", new TiffFile(BIG_ENDIAN, 9000, 9000, 8, 3, 2).cells(RGB));
    assertMessage(
        "TIFF is damaged: tiles of 2000000000 by 2 pixels",
        rgb().tag(322, 2000000000).tag(323, 2).cells(RGB));
    assertMessage(
        "TIFF of CIELAB, 3 samples of 8 bits is not supported",
        new TiffFile(BIG_ENDIAN, 2, 2, 8, 3, 8).cells(RGB));
  }

  @Test
  void allocatesNothingForPixelsThatItsCellsCannotHold() {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    byte[] file =
        new TiffFile(BIG_ENDIAN, 9000, 9000, 8, 3, 2).tag(259, 8).cells(deflated(new byte[30000]));
    long before = threads.getCurrentThreadAllocatedBytes();
    assertMessage("TIFF is truncated", file);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(allocated < 16 << 20, () -> allocated + " bytes");
  }

  private static void assertMessage(String message, byte[] file) {
    assertEquals(
        message, assertThrows(IOException.class, () -> ImageFile.decode(file)).getMessage());
  }
}
