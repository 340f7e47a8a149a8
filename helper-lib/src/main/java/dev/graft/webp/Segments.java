package dev.graft.webp;

/**
 * The parts of a frame that have settings of their own (RFC 6386, section 9.3).
 *
 * @param used whether there are any
 * @param mapped whether each macroblock says to which it belongs
 * @param absolute whether settings replace those of the frame, else they are added
 */
record Segments(
    boolean used,
    boolean mapped,
    boolean absolute,
    int[] quantizers,
    int[] filters,
    int[] probabilities) {
  static final int COUNT = 4;

  static Segments read(BoolDecoder in) {
    int[] quantizers = new int[COUNT];
    int[] filters = new int[COUNT];
    int[] probabilities = {255, 255, 255};
    boolean used = in.flag();
    boolean mapped = used && in.flag();
    boolean updated = used && in.flag();
    boolean absolute = true;
    if (updated) {
      absolute = in.flag();
      for (int i = 0; i < COUNT; i++) {
        quantizers[i] = in.flag() ? in.signed(7) : 0;
      }
      for (int i = 0; i < COUNT; i++) {
        filters[i] = in.flag() ? in.signed(6) : 0;
      }
    }
    if (mapped) {
      for (int i = 0; i < probabilities.length; i++) {
        probabilities[i] = in.flag() ? in.number(8) : 255;
      }
    }
    return new Segments(used, mapped, absolute, quantizers, filters, probabilities);
  }

  int quantizer(int segment, int ofFrame) {
    return of(quantizers, segment, ofFrame);
  }

  int filter(int segment, int ofFrame) {
    return of(filters, segment, ofFrame);
  }

  private int of(int[] settings, int segment, int ofFrame) {
    if (!used) {
      return ofFrame;
    }
    return absolute ? settings[segment] : settings[segment] + ofFrame;
  }

  /** Reads the segment of a macroblock. */
  int readSegment(BoolDecoder in) {
    if (!mapped) {
      return 0;
    }
    return in.bit(probabilities[0]) == 0 ? in.bit(probabilities[1]) : 2 + in.bit(probabilities[2]);
  }
}
