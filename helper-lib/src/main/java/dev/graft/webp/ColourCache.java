package dev.graft.webp;

/** Remembers the colours last seen, by a hash (RFC 9649, section 3.5.3). */
final class ColourCache {
  private final int[] colours;
  private final int shift;

  ColourCache(int bits) {
    colours = new int[1 << bits];
    shift = 32 - bits;
  }

  void add(int argb) {
    colours[argb * 0x1e35a7bd >>> shift] = argb;
  }

  int at(int index) {
    return colours[index];
  }
}
