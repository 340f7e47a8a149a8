package dev.graft.pixels;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The machine's own libturbojpeg, of version 2 or 3, where it has one: libjpeg-turbo decodes by the
 * processor's vector instructions, and in one call what the JDK's reader hands over row by row. Its
 * exact inverse transform and its smooth upsampling are those of libjpeg 6b, to the last bit.
 *
 * <p>Each call has a decoder of its own, made and destroyed within it (a microsecond). Thread-safe.
 *
 * @see <a href="https://github.com/libjpeg-turbo/libjpeg-turbo/blob/2.1.x/turbojpeg.h">turbojpeg.h,
 *     of which these are four functions</a>
 */
final class TurboJpeg {
  /** By soname on Linux, where the loader knows the places; Homebrew's are not on its path. */
  private static final List<String> MAC =
      List.of(
          "/opt/homebrew/opt/jpeg-turbo/lib/libturbojpeg.dylib",
          "/usr/local/opt/jpeg-turbo/lib/libturbojpeg.dylib");

  /** TJPF_BGR. */
  private static final int BGR = 1;

  /** TJFLAG_ACCURATEDCT. */
  private static final int EXACT = 4096;

  /** Beyond as many pixels the copy that the call makes would weigh more than what it saves. */
  private static final int MOST = 1 << 25;

  private static final boolean AVAILABLE = loads();

  private TurboJpeg() {}

  static boolean available() {
    return AVAILABLE;
  }

  private static boolean loads() {
    try {
      String name =
          Platform.isLinux()
              ? "libturbojpeg.so.0"
              : MAC.stream().filter(file -> Files.exists(Path.of(file))).findFirst().orElse("");
      if (name.isEmpty()) {
        return false;
      }
      Native.register(TurboJpeg.class, NativeLibrary.getInstance(name));
      return true;
    } catch (LinkageError | RuntimeException noLibrary) {
      return false;
    }
  }

  /**
   * Decodes a file into an image of the size that its header tells.
   *
   * @param file grey, YCbCr or RGB of 8 bits
   * @param into of {@link Rgb#image}
   * @return false where there is anything to say against the file, a warning too: whoever asks
   *     shall read it otherwise
   */
  static boolean decode(byte[] file, BufferedImage into) {
    int width = into.getWidth();
    int height = into.getHeight();
    if (width > MOST / height) {
      return false;
    }
    Pointer decoder = tjInitDecompress();
    if (decoder == null) {
      return false;
    }
    try {
      return told(decoder, file, width, height)
          && tjDecompress2(
                  decoder,
                  file,
                  new NativeLong(file.length),
                  Rgb.bytes(into),
                  width,
                  3 * width,
                  height,
                  BGR,
                  EXACT)
              == 0;
    } finally {
      tjDestroy(decoder);
    }
  }

  /** It writes as many bytes as it takes the picture for: never more than there are. */
  private static boolean told(Pointer decoder, byte[] file, int width, int height) {
    int[] w = new int[1];
    int[] h = new int[1];
    int[] sampling = new int[1];
    int[] colours = new int[1];
    return tjDecompressHeader3(decoder, file, new NativeLong(file.length), w, h, sampling, colours)
            == 0
        && w[0] == width
        && h[0] == height;
  }

  private static native Pointer tjInitDecompress();

  private static native int tjDestroy(Pointer decoder);

  private static native int tjDecompressHeader3(
      Pointer decoder,
      byte[] file,
      NativeLong length,
      int[] width,
      int[] height,
      int[] sampling,
      int[] colours);

  private static native int tjDecompress2(
      Pointer decoder,
      byte[] file,
      NativeLong length,
      byte[] pixels,
      int width,
      int pitch,
      int height,
      int format,
      int flags);
}
