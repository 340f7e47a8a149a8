package dev.graft.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A kind of layer that an engine computes in several ways: the values are the same but for
 * rounding, the speed is not, and which is fastest differs from processor to processor.
 */
enum Choice {
  /** A convolution of one pixel, with channels last in memory. */
  POINTWISE(Way.PRODUCT, Way.CONVOLUTION),
  /** {@code min(max(x, 0), 6)} while a gradient is collected. */
  RELU6(Way.RECTIFIERS, Way.CLIP);

  /** How it may be computed. */
  enum Way {
    /** As a product of matrices. */
    PRODUCT,
    /** As the engine's own convolution. */
    CONVOLUTION,
    /** As {@code relu(6 − relu(6 − x))}. */
    RECTIFIERS,
    /** As the engine's own bounds. */
    CLIP;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final List<Way> ways;

  Choice(Way... ways) {
    this.ways = List.of(ways);
  }

  /** Lists the ways; the first is the one of an engine that has not been measured. */
  List<Way> ways() {
    return ways;
  }

  /** Finds a way by its word. */
  Way way(String word) {
    return ways.stream()
        .filter(way -> way.toString().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s is \"%s\", must be one of %s".formatted(this, word, ways)));
  }

  static Choice named(String word) {
    return Arrays.stream(values())
        .filter(choice -> choice.toString().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "nothing to choose is named \"%s\"; there are %s"
                        .formatted(word, List.of(values()))));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
