package dev.graft.webp;

/**
 * A frame's rows as RGB, as libwebp makes them: chroma is interpolated between the four nearest
 * samples, 9 : 3 : 3 : 1, in two rounded steps, and BT.601 video range is computed in fixed point.
 */
final class Colours {
  private final Frame frame;

  Colours(Frame frame) {
    this.frame = frame;
  }

  /** Fills {@code argb} with an opaque row. */
  void row(int y, int[] argb) {
    int width = frame.width();
    int last = frame.height() + 1 >> 1;
    int near = y >> 1;
    int far = Math.max(0, Math.min((y & 1) == 1 ? near + 1 : near - 1, last - 1));
    int luma = frame.luma().at(0, y);
    byte[] pixels = frame.luma().pixels();
    int nearBefore = chroma(near, 0);
    int farBefore = chroma(far, 0);
    argb[0] = rgb(pixels[luma], edge(nearBefore, farBefore));
    int pairs = width - 1 >> 1;
    for (int i = 1; i <= pairs; i++) {
      int nearHere = chroma(near, i);
      int farHere = chroma(far, i);
      int sum = nearBefore + nearHere + farBefore + farHere + 0x0008_0008;
      int across = sum + 2 * (nearHere + farBefore) >> 3 & 0x1fff_1fff;
      int along = sum + 2 * (nearBefore + farHere) >> 3 & 0x1fff_1fff;
      argb[2 * i - 1] = rgb(pixels[luma + 2 * i - 1], across + nearBefore >> 1);
      argb[2 * i] = rgb(pixels[luma + 2 * i], along + nearHere >> 1);
      nearBefore = nearHere;
      farBefore = farHere;
    }
    if ((width & 1) == 0) {
      argb[width - 1] = rgb(pixels[luma + width - 1], edge(nearBefore, farBefore));
    }
  }

  /** Both chromas in one number, 16 bits each, so that both are interpolated at once. */
  private int chroma(int y, int x) {
    int at = frame.blue().at(x, y);
    return frame.blue().pixels()[at] & 0xff | (frame.red().pixels()[at] & 0xff) << 16;
  }

  private static int edge(int near, int far) {
    return 3 * near + far + 0x0002_0002 >> 2;
  }

  private static int rgb(byte luma, int chroma) {
    int y = scaled(luma & 0xff, 19077);
    int u = chroma & 0xff;
    int v = chroma >> 16 & 0xff;
    int red = y + scaled(v, 26149) - 14234;
    int green = y - scaled(u, 6419) - scaled(v, 13320) + 8708;
    int blue = y + scaled(u, 33050) - 17685;
    return 0xff00_0000 | clip(red) << 16 | clip(green) << 8 | clip(blue);
  }

  private static int scaled(int value, int factor) {
    return value * factor >> 8;
  }

  /** Six bits lie behind the point. */
  private static int clip(int value) {
    return Math.max(0, Math.min(value >> 6, 255));
  }
}
