package dev.graft.webp;

/**
 * A decoded key frame: luma, and both chromas at half its size.
 *
 * @param width of what is shown of it
 * @param height of what is shown of it
 */
record Frame(int width, int height, Plane luma, Plane blue, Plane red) {

  static Frame of(FrameHeader header) {
    int across = header.across();
    int down = header.down();
    return new Frame(
        header.width(),
        header.height(),
        Plane.of(16 * across, 16 * down),
        Plane.of(8 * across, 8 * down),
        Plane.of(8 * across, 8 * down));
  }
}
