package dev.graft.data;

import dev.graft.graph.Extent;
import dev.graft.graph.Shape;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a network is fed, one input after the other, as its contract wants it: photos, texts or rows
 * of a table, which nobody behind this door tells apart. Reading is thread-safe and depends on
 * nothing but the index.
 */
public interface Inputs {
  /**
   * Counts the inputs.
   *
   * @return at least 0
   */
  int size();

  /**
   * Names an input in messages.
   *
   * @param index of the input
   * @return its name within these
   */
  default String name(int index) {
    return "input " + index;
  }

  /**
   * Identifies what {@link #read} gives, but for the contract: equal keys, equal values.
   *
   * @param index of the input
   * @return empty where that cannot be told; its features are then never cached
   */
  default Optional<ContentKey> key(int index) {
    return Optional.empty();
  }

  /**
   * Gives the contract that these are bound to.
   *
   * @return its shapes and its fingerprint
   */
  Contract contract();

  /**
   * Tells how long an input is, where the contract leaves that open.
   *
   * @param index of the input
   * @return its positions, at least 1; 0 where all shapes are closed
   */
  default int positions(int index) {
    return 0;
  }

  /**
   * Tells what room some inputs need side by side.
   *
   * @param indices of inputs
   * @return how many, and the positions of the longest
   */
  default Extent extent(int... indices) {
    return new Extent(indices.length, IntStream.of(indices).map(this::positions).max().orElse(0));
  }

  /**
   * Reads one input: decodes, augments where these are augmented, and normalizes.
   *
   * @param index of the input
   * @param into one buffer for each shape of the contract: receives its values at its position,
   *     which advances; where the shape is open what remains is filled up with padding
   */
  void read(int index, FloatBuffer... into);

  /**
   * Lists the shapes of one input.
   *
   * @return the contract's
   */
  default List<Shape> shapes() {
    return contract().inputs();
  }
}
