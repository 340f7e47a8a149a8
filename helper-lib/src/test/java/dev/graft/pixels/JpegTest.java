package dev.graft.pixels;

import static dev.graft.pixels.PngFile.bytes;
import static dev.graft.pixels.PngFile.exif;
import static dev.graft.pixels.PngFile.joined;
import static dev.graft.pixels.PngFile.latin;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.graft.data.Fixtures;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class JpegTest {
  private static final byte[] JPEG = Fixtures.encoded(Fixtures.formula(40, 24), "jpg");

  private static byte[] segment(int marker, byte[] content) {
    int length = content.length + 2;
    return joined(bytes(0xff, marker, length >> 8, length), content);
  }

  /** Right behind the start. */
  private static byte[] with(byte[]... segments) {
    return joined(
        Arrays.copyOf(JPEG, 2), joined(segments), Arrays.copyOfRange(JPEG, 2, JPEG.length));
  }

  private static byte[] profile(int number, int of, byte[] profile) {
    return segment(0xe2, joined(latin("ICC_PROFILE\0"), bytes(number, of), profile));
  }

  /** A wide colour space, a broken profile, one in a part that is none: samples stay as stored. */
  @Test
  void leavesSamplesAsStoredWhateverTheProfile() throws IOException {
    String stored = Seen.in(JPEG);
    byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    assertEquals(stored, Seen.in(with(profile(1, 1, linear))));
    assertEquals(stored, Seen.in(with(profile(1, 1, Arrays.copyOf(linear, 200)))));
    assertEquals(stored, Seen.in(with(profile(0, 1, linear))));
    assertEquals(stored, Seen.in(with(profile(3, 2, new byte[0]))));
  }

  @Test
  void findsTheOrientationInExifOrXmp() throws IOException {
    byte[] exif = segment(0xe1, joined(latin("Exif\0\0"), exif(3)));
    String xmp = "http://ns.adobe.com/xap/1.0/\0<tiff:Orientation>3</tiff:Orientation>";
    String turned = Seen.text(Orientation.upright(ImageFile.decode(JPEG), 3));
    assertEquals(turned, Seen.in(with(exif)));
    assertEquals(turned, Seen.in(with(segment(0xe1, latin(xmp)))));
  }

  /** A thumbnail is a whole JPEG in a segment: its end is not the photo's. */
  @Test
  void seesACutPhotoThroughItsWholeThumbnail() throws IOException {
    byte[] photo = with(segment(0xe1, joined(latin("Exif\0\0"), exif(1), JPEG)));
    Seen.in(photo);
    assertMessage("JPEG is truncated", Arrays.copyOf(photo, photo.length - 300));
  }

  /** What the decoder finds in the middle, a glance does not. */
  @Test
  void saysWhatIsDamagedInTheMiddle() {
    byte[] damaged = JPEG.clone();
    Arrays.fill(damaged, damaged.length - 60, damaged.length - 20, (byte) 0x1b);
    damaged[damaged.length - 60] = (byte) 0xff;
    assertMessage("JPEG is damaged: Unsupported marker type 0x1b", damaged);
  }

  @Test
  void readsWhatIsWholeButForItsEnd() throws IOException {
    String whole = Seen.in(JPEG);
    byte[] other = JPEG.clone();
    other[other.length - 1] = (byte) 0xdb;
    assertEquals(whole, Seen.in(other), "another marker at the end");
    assertEquals(whole, Seen.in(joined(JPEG, latin("a maker's own data"))));
  }

  /** Frames of motion JPEG rely on the standard's tables, which the JDK's writer takes as well. */
  @Test
  void knowsTheStandardTables() throws IOException {
    byte[] bare = JPEG;
    String text = new String(bare, StandardCharsets.ISO_8859_1);
    for (int at = text.indexOf("\u00ff\u00c4"); at >= 0; at = text.indexOf("\u00ff\u00c4")) {
      int end = at + 2 + (text.charAt(at + 2) << 8 | text.charAt(at + 3));
      text = text.substring(0, at) + text.substring(end);
    }
    assertEquals(Seen.in(JPEG), Seen.in(latin(text)));
  }

  /**
   * What 600 bytes claim would take seconds and a gigabyte; beside what they may hold it is cut.
   */
  @Test
  void refusesAPictureThatItsBytesCannotFill() throws IOException {
    assertMessage("JPEG is truncated", sized(3000, 3000));
    assertEquals(2000, ImageFile.decode(sized(2000, 300)).getWidth(), "as Pillow reads it");
  }

  private static byte[] sized(int width, int height) {
    byte[] changed = JPEG.clone();
    int at = new String(JPEG, StandardCharsets.ISO_8859_1).indexOf("\u00ff\u00c0");
    byte[] sides = bytes(height >> 8, height, width >> 8, width);
    System.arraycopy(sides, 0, changed, at + 5, 4);
    return changed;
  }

  @Test
  void refusesOtherProcessesByName() {
    assertMessage("JPEG of another process is not supported: lossless", frame(0xc3, 8));
    assertMessage("JPEG of another process is not supported: arithmetic coding", frame(0xc9, 8));
    assertMessage("JPEG of 12 bits is not supported", frame(0xc0, 12));
  }

  private static byte[] frame(int marker, int bits) {
    byte[] changed = JPEG.clone();
    int at = new String(JPEG, StandardCharsets.ISO_8859_1).indexOf("\u00ff\u00c0");
    changed[at + 1] = (byte) marker;
    changed[at + 4] = (byte) bits;
    return changed;
  }

  /** Pillow's arithmetic: light that is left after each ink, rounded. */
  @Test
  void laysInksOverEachOther() {
    assertEquals((byte) 200, JpegInks.ink(0, 200));
    assertEquals((byte) 0, JpegInks.ink(255, 200));
    assertEquals((byte) 99, JpegInks.ink(129, 200));
  }

  private static void assertMessage(String message, byte[] file) {
    assertEquals(
        message, assertThrows(IOException.class, () -> ImageFile.decode(file)).getMessage());
  }
}
