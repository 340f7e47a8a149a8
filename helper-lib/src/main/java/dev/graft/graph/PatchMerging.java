package dev.graft.graph;

import java.util.List;
import java.util.Locale;

/**
 * Puts the channels of four neighbours behind each other (Liu et al. 2021, section 3.1): {@code (C,
 * H, W)} to {@code (4·C, ⌈H/2⌉, ⌈W/2⌉)}, first the upper left pixel, then the one below it, the one
 * beside it and the one across. Beyond the edge of an odd map are zeros. The normalization and the
 * matrix behind it are nodes of their own.
 */
public record PatchMerging() implements Op {
  @Override
  public Shape output(List<Shape> inputs) {
    Shape x = inputs.get(0);
    if (x.rank() != 3) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "patches are merged in a map, (C, H, W), not in %s", x));
    }
    int height = (x.get(1) + 1) / 2;
    int width = (x.get(2) + 1) / 2;
    return Shape.of(Math.multiplyExact(4, x.channels()), height, width);
  }
}
