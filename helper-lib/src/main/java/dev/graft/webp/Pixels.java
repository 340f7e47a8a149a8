package dev.graft.webp;

/** Arithmetic on the four channels of a pixel at once. */
final class Pixels {
  private Pixels() {}

  /** Each channel modulo 256. */
  static int add(int a, int b) {
    int alphaAndGreen = (a & 0xff00_ff00) + (b & 0xff00_ff00);
    int redAndBlue = (a & 0x00ff_00ff) + (b & 0x00ff_00ff);
    return alphaAndGreen & 0xff00_ff00 | redAndBlue & 0x00ff_00ff;
  }

  /** Rounded down. */
  static int average(int a, int b) {
    return (((a ^ b) & 0xfefe_fefe) >>> 1) + (a & b);
  }
}
