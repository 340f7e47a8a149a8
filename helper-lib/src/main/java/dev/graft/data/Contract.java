package dev.graft.data;

import dev.graft.graph.Shape;
import java.util.List;

/**
 * What a set of weights wants to be fed. It belongs to the weights, not to the caller, and is saved
 * with the model.
 */
public interface Contract {
  /**
   * Tells the shapes of what one input becomes.
   *
   * @return a shape for each of the network's inputs, without the batch
   */
  List<Shape> inputs();

  /**
   * Says all that decides what an input becomes: equal texts, equal values.
   *
   * @return its fingerprint, for a person to read
   */
  String text();

  /**
   * Says all that decides what is computed from an input, to the last bit and also where files are
   * damaged: the text, and what decodes them on this machine.
   *
   * @return what features are kept by
   */
  default String reading() {
    return text();
  }
}
