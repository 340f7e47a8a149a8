package dev.graft.webp;

/** Green was subtracted from red and blue (RFC 9649, section 3.4.3). */
record SubtractGreen(int codedWidth) implements Transformation {

  @Override
  public int[] undo(int[] pixels, int height) {
    for (int i = 0; i < pixels.length; i++) {
      int argb = pixels[i];
      int green = argb >> 8 & 0xff;
      int both = (argb & 0x00ff_00ff) + (green << 16 | green) & 0x00ff_00ff;
      pixels[i] = argb & 0xff00_ff00 | both;
    }
    return pixels;
  }
}
