package dev.graft.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The dimensions of one tensor. Of an activation without its batch: {@code (C, H, W)} for an image
 * or a feature map, {@code (C, T)} for tokens, {@code (C)} for a vector; of a parameter in full, as
 * in {@code (out, in, kh, kw)}.
 *
 * @param dimensions each at least 1
 * @param open whether the last dimension is the most there may be, since texts differ in length
 */
public record Shape(List<Integer> dimensions, boolean open) {

  /** Copies the dimensions and rejects any below 1. */
  public Shape {
    dimensions = List.copyOf(dimensions);
    if (open && dimensions.size() != 2) {
      throw new IllegalArgumentException("shape is " + dimensions + ", only (C, T) may be open");
    }
    for (int d : dimensions) {
      if (d < 1) {
        throw new IllegalArgumentException(
            "shape is " + dimensions + ", each dimension must be at least 1");
      }
    }
  }

  /**
   * Makes a shape of just these dimensions.
   *
   * @param dimensions each at least 1
   */
  public Shape(List<Integer> dimensions) {
    this(dimensions, false);
  }

  /**
   * Makes a shape.
   *
   * @param dimensions each at least 1
   * @return the shape
   */
  public static Shape of(int... dimensions) {
    return new Shape(IntStream.of(dimensions).boxed().toList());
  }

  /**
   * Counts the dimensions.
   *
   * @return 3 for {@code (C, H, W)}, 2 for {@code (C, T)}, 1 for a vector
   */
  public int rank() {
    return dimensions.size();
  }

  /**
   * Reads one dimension.
   *
   * @param axis from 0
   * @return its length
   */
  public int get(int axis) {
    return dimensions.get(axis);
  }

  /**
   * Reads the channels of an activation.
   *
   * @return the first dimension
   */
  public int channels() {
    return get(0);
  }

  /**
   * Keeps the positions of an activation.
   *
   * @param count of channels, at least 1
   * @return a new shape
   */
  public Shape channels(int count) {
    List<Integer> changed = new ArrayList<>(dimensions);
    changed.set(0, count);
    return new Shape(changed, open);
  }

  /**
   * Lets samples have fewer positions than this shape says.
   *
   * @return {@code (C, ≤T)} of {@code (C, T)}
   */
  public Shape opened() {
    return new Shape(dimensions, true);
  }

  /**
   * Gives the shape that samples of one length have.
   *
   * @param positions of them, 1 to the most there may be; 0: as many as there may be
   * @return not open
   * @throws IllegalArgumentException when there are no such samples
   */
  public Shape at(int positions) {
    if (!open) {
      return this;
    }
    if (positions < 0 || positions > get(1)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "samples have %d positions, must be 1 to %d", positions, get(1)));
    }
    return of(channels(), positions == 0 ? get(1) : positions);
  }

  /**
   * Describes an array of one sample as it lies in memory: tokens, {@code (C, T)} as a shape, lie
   * there as {@code (T, C)}; all else as the shape says.
   *
   * @param dimensions of the array, without the batch
   * @return the shape
   */
  public static Shape ofArray(List<Integer> dimensions) {
    return dimensions.size() == 2
        ? of(dimensions.get(1), dimensions.get(0))
        : new Shape(dimensions);
  }

  /**
   * Tells how one sample lies in memory, as {@link #ofArray} has it.
   *
   * @return the dimensions of the array, without the batch
   */
  public List<Integer> array() {
    return rank() == 2 ? List.of(get(1), get(0)) : dimensions;
  }

  /**
   * Counts the elements.
   *
   * @return the product of all dimensions
   */
  public long size() {
    return dimensions.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }

  /**
   * Puts a batch in front.
   *
   * @param n batch size
   * @return {@code (n, …)}, as engines want it
   */
  public long[] batch(long n) {
    return LongStream.concat(LongStream.of(n), LongStream.of(toArray())).toArray();
  }

  /**
   * Converts to what engines want.
   *
   * @return the dimensions as longs
   */
  public long[] toArray() {
    return dimensions.stream().mapToLong(Integer::longValue).toArray();
  }

  @Override
  public String toString() {
    String text =
        dimensions.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
    return open ? text.replace(", ", ", ≤") : text;
  }
}
