package dev.graft.pixels;

import static dev.graft.pixels.PngFile.bytes;
import static dev.graft.pixels.PngFile.deflated;
import static dev.graft.pixels.PngFile.exif;
import static dev.graft.pixels.PngFile.joined;
import static dev.graft.pixels.PngFile.latin;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.graft.data.Fixtures;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Pillow 13.0 makes of the same bytes. */
class PngTest {
  private static final byte[] PALETTE = bytes(10, 20, 30, 40, 50, 60);

  private static PngFile png(int width, int depth, int colourType) {
    return new PngFile(width, 1, depth, colourType, 0);
  }

  @Test
  void scalesGreyOfEveryDepth() throws IOException {
    assertEquals("ffffff 000000 ffffff", Seen.in(png(3, 1, 0).pixels(0, 0xa0)));
    assertEquals("000000 555555 aaaaaa", Seen.in(png(3, 2, 0).pixels(0, 0x18)));
    assertEquals("111111 eeeeee", Seen.in(png(2, 4, 0).pixels(0, 0x1e)));
    assertEquals("070707 c8c8c8 ffffff", Seen.in(png(3, 8, 0).pixels(0, 7, 200, 255)));
  }

  /** Grey of 16 bits is rounded, since Pillow keeps all its bits; of colours it takes the upper. */
  @Test
  void takesSixteenBits() throws IOException {
    assertEquals("020202 fefefe", Seen.in(png(2, 16, 0).pixels(0, 1, 0xff, 0xfe, 0x80)));
    assertEquals("01fe80", Seen.in(png(1, 16, 2).pixels(0, 1, 0xff, 0xfe, 0x80, 0x80, 0x7f)));
    assertEquals("ff01ff", Seen.in(png(1, 16, 6).pixels(0, 255, 0, 1, 9, 255, 3, 255, 255)));
  }

  @Test
  void laysAlphaOverWhite() throws IOException {
    assertEquals("b2b2b2", Seen.in(png(1, 8, 4).pixels(0, 100, 127)));
    assertEquals("ffffff c8c8c8", Seen.in(png(2, 16, 4).pixels(0, 9, 9, 0, 255, 200, 9, 255, 0)));
    assertEquals("7f7fff", Seen.in(png(1, 8, 6).pixels(0, 0, 0, 255, 128)));
  }

  @Test
  void showsAPaletteAndBlackBeyondIt() throws IOException {
    byte[] file = png(3, 8, 3).chunk("PLTE", PALETTE).pixels(0, 0, 1, 200);
    assertEquals("0a141e 28323c 000000", Seen.in(file));
    assertEquals("000000", Seen.in(png(1, 8, 3).pixels(0, 1)), "without a palette");
    byte[] clear =
        png(3, 4, 3).chunk("PLTE", PALETTE).chunk("tRNS", bytes(0, 128)).pixels(0, 0x01, 0x20);
    assertEquals("ffffff 93989d 000000", Seen.in(clear));
  }

  /** What {@code numpy.array(image)} has of Pillow's modes P, L and 1. */
  @Test
  void keepsIndicesAsTheyAreStored() throws IOException {
    byte[] alpha = bytes(0, 128);
    PngFile clear = png(3, 8, 3).chunk("PLTE", PALETTE).chunk("tRNS", alpha);
    assertEquals("0001c8", indices(clear.pixels(0, 0, 1, 200)));
    assertEquals("030a0f", indices(png(3, 4, 3).chunk("PLTE", PALETTE).pixels(0, 0x3a, 0xf0)));
    assertEquals("00010203", indices(png(4, 2, 3).chunk("PLTE", PALETTE).pixels(0, 0x1b)));
    assertEquals("010001", indices(png(3, 1, 3).chunk("PLTE", PALETTE).pixels(0, 0xa0)));
    assertEquals("0700ff", indices(png(3, 8, 0).chunk("tRNS", bytes(0, 7)).pixels(0, 7, 0, 255)));
    assertEquals("010001", indices(png(3, 1, 0).pixels(0, 0xa0)));
    byte[] laced = new PngFile(2, 2, 8, 3, 1).chunk("PLTE", PALETTE).pixels(0, 9, 0, 8, 0, 7, 6);
    assertEquals("09080706", indices(laced));
  }

  private static String indices(byte[] file) throws IOException {
    return HexFormat.of().formatHex(Rgb.bytes(ImageFile.indices(file)));
  }

  @Test
  void whatIsColouredOrScaledHasNoIndices() throws IOException {
    assertEquals(
        "PNG of colours, must have a palette or greys of 8 bits or one",
        refusal(png(1, 8, 2).pixels(0, 1, 2, 3)));
    assertEquals(
        "PNG of 16-bit greys, must have a palette or greys of 8 bits or one",
        refusal(png(1, 16, 0).pixels(0, 1, 2)));
    assertEquals(
        "not a PNG, which alone keeps numbers as they are",
        refusal(Fixtures.encoded(Fixtures.formula(9, 9), "bmp")));
  }

  private static String refusal(byte[] file) {
    return assertThrows(IOException.class, () -> ImageFile.indices(file)).getMessage();
  }

  @Test
  void makesTheNamedColourWhite() throws IOException {
    byte[] grey = png(2, 8, 0).chunk("tRNS", bytes(0, 9)).pixels(0, 9, 8);
    assertEquals("ffffff 080808", Seen.in(grey));
    byte[] rgb = png(2, 8, 2).chunk("tRNS", bytes(0, 1, 0, 2, 0, 3)).pixels(0, 1, 2, 3, 1, 2, 4);
    assertEquals("ffffff 010204", Seen.in(rgb));
  }

  /** Two passes have no pixel here, and what follows the last is nobody's. */
  @Test
  void putsPassesTogether() throws IOException {
    PngFile file = new PngFile(3, 2, 8, 0, 1);
    byte[] passes = file.pixels(0, 1, 0, 3, 0, 2, 0, 4, 5, 6, 0, 9, 9, 9, 9);
    assertEquals("010101 020202 030303, 040404 050505 060606", Seen.in(passes));
  }

  @Test
  void undoesEveryFilter() throws IOException {
    byte[] file =
        new PngFile(2, 5, 8, 0, 0).pixels(0, 10, 20, 1, 5, 5, 2, 1, 1, 3, 2, 2, 4, 3, 250);
    assertEquals(
        "0a0a0a 141414, 050505 0a0a0a, 060606 0b0b0b, 050505 0a0a0a, 080808 040404", Seen.in(file));
  }

  @Test
  void putsTheRowsOfSevenPassesInPlace() throws IOException {
    byte[] file = new PngFile(3, 3, 8, 0, 1).pixels(0, 1, 0, 2, 0, 3, 4, 0, 5, 0, 6, 0, 7, 8, 9);
    assertEquals("010101 050505 020202, 070707 080808 090909, 030303 060606 040404", Seen.in(file));
  }

  /** A row of two pixels, 1 and 2, turned by 180 degrees. */
  @Test
  void findsTheOrientationWhereverItStands() throws IOException {
    String turned = "020202 010101";
    assertEquals(turned, Seen.in(png(2, 8, 0).chunk("eXIf", exif(3)).pixels(0, 1, 2)));
    String digits = HexFormat.of().formatHex(joined(latin("Exif\0\0"), exif(3)));
    byte[] raw = latin("\nexif\n      44\n" + digits.replaceAll(".{72}", "$0\n") + "\n");
    String name = "Raw profile type exif\0";
    byte[] text = joined(latin(name), raw);
    byte[] packed = joined(latin(name), bytes(0), deflated(raw));
    assertEquals(turned, Seen.in(png(2, 8, 0).chunk("tEXt", text).pixels(0, 1, 2)));
    assertEquals(turned, Seen.in(png(2, 8, 0).chunk("zTXt", packed).pixels(0, 1, 2)));
    byte[] xmp = latin("XML:com.adobe.xmp\0\0\0\0\0<x tiff:Orientation=\"3\"/>");
    assertEquals(turned, Seen.in(png(2, 8, 0).chunk("iTXt", xmp).pixels(0, 1, 2)));
    byte[] both = png(2, 8, 0).chunk("eXIf", exif(1)).chunk("iTXt", xmp).pixels(0, 1, 2);
    assertEquals("010101 020202", Seen.in(both), "EXIF comes first");
  }

  /** Texts and profiles that would fill the memory are not inflated. */
  @ParameterizedTest
  @ValueSource(strings = {"zTXt", "iTXt", "iCCP"})
  void inflatesNoBomb(String type) throws IOException {
    String start =
        switch (type) {
          case "iTXt" -> "XML:com.adobe.xmp\0\1\0\0\0";
          case "zTXt" -> "Raw profile type exif\0\0";
          default -> "p3\0\0";
        };
    byte[] bomb = joined(latin(start), deflated(new byte[64 << 20]));
    byte[] file = png(1, 8, 0).chunk(type, bomb).pixels(0, 7);
    ImageFile.decode(file);
    long before = allocated();
    assertEquals("070707", Seen.in(file));
    assertEquals(0, (allocated() - before) >> 22, "MiB, in fours");
  }

  private static long allocated() {
    var threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    return threads.getCurrentThreadAllocatedBytes();
  }

  /** The profile says that the samples are of another space; they stay as they are stored. */
  @Test
  void leavesSamplesAsStoredWhateverTheProfile() throws IOException {
    byte[] profile = joined(latin("odd\0\0"), deflated(latin("no profile at all")));
    assertEquals("c81e1e", Seen.in(png(1, 8, 2).chunk("iCCP", profile).pixels(0, 200, 30, 30)));
  }

  @Test
  void refusesWhatIsCutOrDamaged() {
    byte[] file = new PngFile(2, 3, 8, 0, 0).pixels(0, 1, 2, 0, 3);
    assertMessage("PNG is truncated", file);
    byte[] whole = new PngFile(40, 40, 8, 0, 0).pixels(new int[41 * 40]);
    assertMessage("PNG is truncated", Arrays.copyOf(whole, whole.length - 24));
    byte[] size = whole.clone();
    size[19] ^= 1;
    assertMessage("PNG is damaged: checksum of IHDR", size);
    assertMessage("PNG is damaged: colour type 5 of 8 bits", png(1, 8, 5).pixels(0, 1));
    assertMessage("PNG is damaged: filter 9", png(1, 8, 0).pixels(9, 1));
    assertMessage("PNG is truncated", new PngFile(13000, 13000, 8, 2, 0).pixels(0, 1));
  }

  /** The stream ends with a row: Pillow leaves the others black. And a lost end is no loss. */
  @Test
  void readsWhatIsWholeEnough() throws IOException {
    assertEquals("070707, 000000", Seen.in(new PngFile(1, 2, 8, 0, 0).pixels(0, 7)));
    byte[] whole = png(1, 8, 0).pixels(0, 7);
    assertEquals("070707", Seen.in(Arrays.copyOf(whole, whole.length - 13)));
  }

  private static void assertMessage(String message, byte[] file) {
    assertEquals(
        message, assertThrows(IOException.class, () -> ImageFile.decode(file)).getMessage());
  }
}
