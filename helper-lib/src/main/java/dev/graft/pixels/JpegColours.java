package dev.graft.pixels;

/**
 * How a JPEG stores its colours: by its markers, else by its components' names, as libjpeg guesses.
 */
enum JpegColours {
  GREY,
  RGB,
  YCBCR,
  CMYK,
  YCCK;

  /**
   * Guesses.
   *
   * @param jfif its segment is there
   * @param adobe the transform that Adobe's segment names, −1 where there is none
   */
  static JpegColours of(JpegFrame frame, boolean jfif, int adobe) {
    return switch (frame.components()) {
      case 3 -> three(frame, jfif, adobe);
      case 4 -> adobe < 1 ? CMYK : YCCK;
      default -> GREY;
    };
  }

  private static JpegColours three(JpegFrame frame, boolean jfif, int adobe) {
    if (jfif) {
      return YCBCR;
    }
    if (adobe >= 0) {
      return adobe == 0 ? RGB : YCBCR;
    }
    return frame.named("RGB") ? RGB : YCBCR;
  }
}
