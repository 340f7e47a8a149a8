package dev.graft.pixels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** GIFs that no encoder of today writes; what is expected is what Pillow 13.0.0 gives. */
class GifTest {
  private static final int[] COLOURS = {0x0a141e, 0x28323c, 0x46505a, 0x646e78};
  private static final int[] RAMP = {0x000000, 0x010101, 0x020202, 0x030303};
  private static final int[] NONE = {};
  private static final byte[] NO_EXTENSION = {};
  private static final byte[] LAST_IS_CLEAR = {'!', (byte) 0xf9, 4, 1, 0, 0, 3, 0};

  @Test
  void aPictureLiesOnItsCanvas() throws Exception {
    byte[] small = gif(4, 2, COLOURS, NO_EXTENSION, 1, 1, 2, 1, NONE, codes(2, 3));
    assertEquals("0a141e ×5 46505a 646e78 0a141e", pixels(small));
    byte[] clear = gif(4, 2, COLOURS, LAST_IS_CLEAR, 1, 1, 2, 1, NONE, codes(2, 3));
    assertEquals("ffffff ×5 46505a ffffff ×2", pixels(clear));
    byte[] larger = gif(1, 1, COLOURS, NO_EXTENSION, 1, 0, 2, 1, NONE, codes(1, 2));
    assertEquals("0a141e 28323c 46505a", pixels(larger));
  }

  @Test
  void aPaletteOfItsOwnNumbersIsNone() throws Exception {
    byte[] codes = codes(0, 1, 2, 3);
    assertEquals(
        "000000 010101 020202 030303",
        pixels(gif(4, 1, NONE, NO_EXTENSION, 0, 0, 4, 1, NONE, codes)));
    assertEquals(
        "0a141e 28323c 46505a 646e78",
        pixels(gif(4, 1, COLOURS, NO_EXTENSION, 0, 0, 4, 1, RAMP, codes)));
    assertEquals(
        "0a141e 28323c 46505a 646e78",
        pixels(gif(4, 1, RAMP, NO_EXTENSION, 0, 0, 4, 1, COLOURS, codes)));
  }

  @Test
  void repeatedClearCodesAreOne() throws Exception {
    byte[] twice = packed(3, 4, 4, 4, 1, 2, 4, 4, 3, 0, 5);
    assertEquals(
        "28323c 46505a 646e78 0a141e",
        pixels(gif(2, 2, COLOURS, NO_EXTENSION, 0, 0, 2, 2, NONE, twice)));
  }

  @Test
  void codesMayBeLongerThanAColour() throws Exception {
    byte[] long12 = packed(13, 4096, 1, 2, 3, 0, 4097);
    long12[0] = 12;
    assertEquals(
        "28323c 46505a 646e78 0a141e",
        pixels(gif(2, 2, COLOURS, NO_EXTENSION, 0, 0, 2, 2, NONE, long12)));
    long12[0] = 13;
    assertRefused(
        "GIF has codes of 13 bits, at most 12",
        gif(2, 2, COLOURS, NO_EXTENSION, 0, 0, 2, 2, NONE, long12));
  }

  @Test
  void linesThatAreInterlacedArePutInOrder() throws Exception {
    byte[] file = gif(1, 5, COLOURS, NO_EXTENSION, 0, 0, 1, 5, NONE, codes(0, 1, 2, 3, 3));
    file[13 + 12 + 9] |= 64;
    assertEquals("0a141e 646e78 46505a 646e78 28323c", pixels(file));
  }

  @Test
  void whatEndsEarlyIsTruncatedUnlessMoreIsFed() throws Exception {
    byte[] early = gif(2, 2, COLOURS, NO_EXTENSION, 0, 0, 2, 2, NONE, codes(1, 2, 3));
    assertRefused("GIF is truncated", early);
    byte[] more = packed(3, 4, 1, 4, 2, 5, 4, 3, 4, 0, 5);
    assertRefused("GIF is truncated", gif(2, 2, COLOURS, NO_EXTENSION, 0, 0, 2, 2, NONE, more));
    byte[] long64k = gif(2, 2, COLOURS, NO_EXTENSION, 0, 0, 2, 2, NONE, more);
    assertEquals(
        "28323c 46505a 646e78 0a141e", pixels(Arrays.copyOf(long64k, long64k.length + 70_000)));
  }

  @Test
  void damageIsSaid() {
    byte[] unknown = packed(3, 4, 1, 7);
    assertRefused(
        "GIF is damaged: a code that stands for nothing",
        gif(2, 1, COLOURS, NO_EXTENSION, 0, 0, 2, 1, NONE, unknown));
    assertRefused(
        "GIF has a picture of no pixels",
        gif(2, 1, COLOURS, NO_EXTENSION, 0, 0, 0, 1, NONE, codes()));
    byte[] short2 = {'!', (byte) 0xf9, 2, 1, 0, 0};
    assertRefused(
        "GIF is damaged: a control block of 2 bytes",
        gif(2, 1, COLOURS, short2, 0, 0, 2, 1, NONE, codes(1, 2)));
    byte[] file = gif(2, 1, COLOURS, NO_EXTENSION, 0, 0, 2, 1, NONE, codes(1, 2));
    file[13 + 12] = ';';
    assertRefused("GIF has no picture", file);
  }

  @Test
  void theLimitHoldsForTheCanvas() {
    byte[] file = gif(1, 1, COLOURS, NO_EXTENSION, 65000, 65000, 2, 1, NONE, codes(1, 2));
    Exception refused = assertThrows(IOException.class, () -> ImageFile.decode(file));
    assertEquals("65002 × 65001 pixels", refused.getMessage().split(",")[0]);
  }

  private static void assertRefused(String reason, byte[] file) {
    Exception refused = assertThrows(IOException.class, () -> ImageFile.decode(file));
    assertEquals(reason, refused.getMessage());
  }

  private static String pixels(byte[] file) throws IOException {
    BufferedImage image = ImageFile.decode(file);
    StringBuilder text = new StringBuilder();
    int[] all = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    for (int i = 0; i < all.length; ) {
      int from = i;
      while (i < all.length && all[i] == all[from]) {
        i++;
      }
      text.append(String.format(" %06x", all[from] & 0xff_ffff));
      text.append(i - from > 1 ? " ×" + (i - from) : "");
    }
    return text.substring(1);
  }

  private static byte[] gif(
      int width,
      int height,
      int[] palette,
      byte[] extension,
      int x,
      int y,
      int frameWidth,
      int frameHeight,
      int[] ownPalette,
      byte[] codes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {'G', 'I', 'F', '8', '9', 'a'});
    shorts(out, width, height);
    out.writeBytes(new byte[] {(byte) (palette.length > 0 ? 0x81 : 0), 0, 0});
    colours(out, palette);
    out.writeBytes(extension);
    out.write(',');
    shorts(out, x, y, frameWidth, frameHeight);
    out.write(ownPalette.length > 0 ? 0x81 : 0);
    colours(out, ownPalette);
    out.writeBytes(codes);
    out.write(';');
    return out.toByteArray();
  }

  private static void shorts(ByteArrayOutputStream out, int... values) {
    for (int value : values) {
      out.write(value);
      out.write(value >> 8);
    }
  }

  private static void colours(ByteArrayOutputStream out, int[] palette) {
    for (int rgb : palette) {
      out.write(rgb >> 16);
      out.write(rgb >> 8);
      out.write(rgb);
    }
  }

  /** Two bits a pixel, with a clear code before each, so that codes stay three bits long. */
  private static byte[] codes(int... pixels) {
    String each = Arrays.stream(pixels).mapToObj(i -> "4 " + i + " ").collect(Collectors.joining());
    return packed(3, Arrays.stream((each + "5").split(" ")).mapToInt(Integer::parseInt).toArray());
  }

  private static byte[] packed(int bits, int... codes) {
    byte[] bytes = new byte[2 + (codes.length * bits + 7) / 8 + 1];
    bytes[0] = 2;
    bytes[1] = (byte) (bytes.length - 3);
    for (int i = 0; i < codes.length * bits; i++) {
      bytes[2 + i / 8] |= (byte) ((codes[i / bits] >> i % bits & 1) << i % 8);
    }
    return bytes;
  }
}
