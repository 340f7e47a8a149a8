package dev.graft.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The dimensions of one tensor. Of an activation without its batch: {@code (C, H, W)} for an image
 * or a feature map, {@code (C, T)} for tokens, {@code (C)} for a vector; of a parameter in full, as
 * in {@code (out, in, kh, kw)}.
 *
 * @param dimensions each at least 1
 */
public record Shape(List<Integer> dimensions) {

  /** Copies the dimensions and rejects any below 1. */
  public Shape {
    dimensions = List.copyOf(dimensions);
    for (int d : dimensions) {
      if (d < 1) {
        throw new IllegalArgumentException(
            "shape is " + dimensions + ", each dimension must be at least 1");
      }
    }
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
    return new Shape(changed);
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
    return dimensions.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
  }
}
