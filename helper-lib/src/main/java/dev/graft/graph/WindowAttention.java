package dev.graft.graph;

import java.util.List;
import java.util.Locale;

/**
 * Lets each pixel of a map look at those of its window (Liu et al. 2021, section 3.2, equation 4):
 * {@code softmax(qᵀk / √d + b) v} in each head, with a learned {@code b} for each relative place,
 * {@code (C, H, W)} to {@code (C, H, W)}. What is multiplied to queries, keys and values belongs to
 * it, for pixels that fill a window beyond the map's edge are zeros before they are multiplied.
 *
 * @param channels of each pixel
 * @param heads that share the channels
 * @param side of a window, pixels
 * @param shift of the windows, as {@link Windows} has it
 */
public record WindowAttention(int channels, int heads, int side, int shift) implements Op {
  /** Rejects windows and heads that cannot be. */
  public WindowAttention {
    if (side < 1 || shift < 0 || shift >= side) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "windows of %d pixels are shifted by %d, must be less", side, shift));
    }
    if (heads < 1 || channels % heads != 0) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%d channels cannot be divided by %d heads", channels, heads));
    }
  }

  /**
   * Parts a map.
   *
   * @param map {@code (C, H, W)}
   * @return its windows
   */
  public Windows windows(Shape map) {
    return new Windows(map.get(1), map.get(2), side, shift);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Shape x = inputs.get(0);
    if (x.rank() != 3 || x.channels() != channels) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "window attention reads %s, must be (%d, H, W)", x, channels));
    }
    return x;
  }

  @Override
  public List<Parameter> parameters() {
    int places = 2 * side - 1;
    return List.of(
        new Parameter("qkv.weight", Shape.of(3 * channels, channels), true),
        new Parameter("qkv.bias", Shape.of(3 * channels), true),
        new Parameter("relative_position_bias_table", Shape.of(places * places, heads), true));
  }
}
