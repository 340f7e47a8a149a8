package dev.graft.pixels;

import static dev.graft.pixels.PngFile.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Pillow 13.0 makes of the same bytes. */
class BmpTest {
  private static final byte[] COLOURS = bytes(30, 20, 10, 0, 60, 50, 40, 0);

  private static byte[] bmp(
      int header, int width, int height, int bits, int compression, byte[] after, int... pixels) {
    int colours = bits > 8 ? 0 : after.length / (header == 12 ? 3 : 4);
    int start = 14 + header + after.length;
    ByteBuffer file = ByteBuffer.allocate(start + pixels.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put(bytes('B', 'M')).putInt(7).putInt(0).putInt(start).putInt(header);
    if (header == 12) {
      file.putShort((short) width).putShort((short) height).putShort((short) 1);
      file.putShort((short) bits);
    } else {
      file.putInt(width).putInt(height).putShort((short) 1).putShort((short) bits);
      file.putInt(compression).putInt(0).putInt(0).putInt(0).putInt(colours);
    }
    return file.position(14 + header).put(after).put(bytes(pixels)).array();
  }

  private static byte[] masks(int... masks) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * masks.length).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.stream(masks).forEach(bytes::putInt);
    return bytes.array();
  }

  /** Masks of the longer headers stand within them. */
  private static byte[] fields(int header, int bits, byte[] masks, int... pixels) {
    byte[] file =
        header == 40
            ? bmp(40, 1, 1, bits, 3, Arrays.copyOf(masks, 12), pixels)
            : bmp(header, 1, 1, bits, 3, new byte[0], pixels);
    System.arraycopy(masks, 0, file, 54, header == 40 ? 12 : Math.min(16, header - 40));
    return file;
  }

  @ParameterizedTest
  @CsvSource({"12", "40", "52", "56", "64", "108", "124"})
  void readsEveryHeader(int header) throws IOException {
    byte[] palette = header == 12 ? bytes(30, 20, 10, 60, 50, 40) : COLOURS;
    assertEquals(
        "0a141e 28323c, 28323c 28323c",
        Seen.in(bmp(header, 2, 2, 8, 0, palette, 1, 1, 0, 0, 0, 1, 0, 0)));
    assertEquals("030201", Seen.in(bmp(header, 1, 1, 24, 0, new byte[0], 1, 2, 3, 0)));
  }

  @Test
  void readsIndicesOfEveryWidthAndBlackBeyondThePalette() throws IOException {
    assertEquals("28323c 0a141e", Seen.in(bmp(40, 2, 1, 1, 0, COLOURS, 0x80, 0, 0, 0)));
    assertEquals("28323c 000000", Seen.in(bmp(40, 2, 1, 4, 0, COLOURS, 0x12, 0, 0, 0)));
    assertEquals("28323c 000000", Seen.in(bmp(40, 2, 1, 8, 0, COLOURS, 1, 200, 0, 0)));
  }

  @Test
  void turnsRowsTheirWay() throws IOException {
    assertEquals("0a141e, 28323c", Seen.in(bmp(40, 1, -2, 8, 0, COLOURS, 0, 0, 0, 0, 1, 0, 0, 0)));
  }

  @Test
  void spreadsFiveAndSixBits() throws IOException {
    assertEquals("ff8300", Seen.in(bmp(40, 1, 1, 16, 0, new byte[0], 0x00, 0x7e, 0, 0)));
    assertEquals("ff8100", Seen.in(fields(40, 16, masks(0xf800, 0x7e0, 0x1f, 0), 0, 0xfc, 0, 0)));
  }

  @ParameterizedTest
  @CsvSource({
    "ff0000, ff00, ff, 0, 030201",
    "ff000000, ff0000, ff00, 0, 040302",
    "ff000000, ff00, ff, 0, 040201",
    "ff000000, ff0000, ff00, ff, fefefe",
    "ff, ff00, ff0000, ff000000, fbfbfb",
    "0, 0, 0, 0, fbfbfb"
  })
  void readsTheLayoutsOf32BitsThatPillowKnows(
      String red, String green, String blue, String alpha, String seen) throws IOException {
    byte[] masks =
        masks(
            Integer.parseUnsignedInt(red, 16),
            Integer.parseUnsignedInt(green, 16),
            Integer.parseUnsignedInt(blue, 16),
            Integer.parseUnsignedInt(alpha, 16));
    assertEquals(seen, Seen.in(fields(124, 32, masks, 1, 2, 3, 4)));
  }

  @Test
  void takesTheFourthByteForAlphaOnlyWhereAMaskSaysSo() throws IOException {
    assertEquals("030201", Seen.in(bmp(124, 1, 1, 32, 0, new byte[0], 1, 2, 3, 4)));
  }

  @Test
  void refusesOtherMasksByName() {
    byte[] file = fields(108, 16, masks(0xc000, 0x3800, 0x7ff, 0), 0, 0, 0, 0);
    assertMessage("BMP of 16 bits with masks c000 3800 7ff is not supported", file);
    assertMessage(
        "BMP with a header of 16 bytes is not supported",
        bmp(16, 1, 1, 24, 0, new byte[99], 0, 0, 0, 0));
    assertMessage(
        "BMP of compression 4 is not supported", bmp(40, 1, 1, 24, 4, new byte[0], 0, 0, 0, 0));
  }

  @Test
  void unpacksRuns() throws IOException {
    byte[] bytes = bmp(40, 3, 2, 8, 1, COLOURS, 2, 1, 1, 0, 0, 0, 0, 3, 0, 1, 0, 0, 0, 1);
    assertEquals("0a141e 28323c 0a141e, 28323c 28323c 0a141e", Seen.in(bytes));
    byte[] halves = bmp(40, 3, 2, 4, 2, COLOURS, 3, 0x10, 0, 0, 0, 3, 1, 0x10, 0, 1);
    assertEquals("0a141e 28323c 28323c, 28323c 0a141e 28323c", Seen.in(halves));
    byte[] moved = bmp(40, 3, 2, 8, 1, COLOURS, 0, 2, 2, 1, 1, 1, 0, 1);
    assertEquals("0a141e 0a141e 28323c, 0a141e 0a141e 0a141e", Seen.in(moved));
    assertMessage("BMP is truncated", bmp(40, 3, 2, 8, 1, COLOURS, 3, 1, 0, 1));
  }

  @Test
  void needsThePixelsButNotTheFilesOwnLength() {
    byte[] file = bmp(40, 3, 2, 24, 0, new byte[0], new int[24]);
    assertMessage("BMP is truncated", Arrays.copyOf(file, file.length - 4));
    assertMessage("BMP is truncated", bmp(40, 9000, 9000, 24, 0, new byte[0], 0));
  }

  private static void assertMessage(String message, byte[] file) {
    assertEquals(
        message, assertThrows(IOException.class, () -> ImageFile.decode(file)).getMessage());
  }
}
