package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.LongStream;

/** Shapes of engines' arrays, the batch in front. */
final class ArrayShapes {
  private ArrayShapes() {}

  /** Puts the batch of another array in front of one sample's dimensions. */
  static Shape batch(NDArray of, List<Integer> dimensions) {
    return first(of.getShape().get(0), dimensions);
  }

  /** Puts a number in front of dimensions. */
  static Shape first(long first, List<Integer> dimensions) {
    return new Shape(
        LongStream.concat(LongStream.of(first), dimensions.stream().mapToLong(d -> d)).toArray());
  }
}
