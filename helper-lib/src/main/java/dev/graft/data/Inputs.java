package dev.graft.data;

import dev.graft.graph.Shape;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;

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
   * Reads one input: decodes, augments where these are augmented, and normalizes.
   *
   * @param index of the input
   * @param into one buffer for each shape of the contract: receives its values at its position,
   *     which advances
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
