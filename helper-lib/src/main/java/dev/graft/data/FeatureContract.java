package dev.graft.data;

import dev.graft.graph.Shape;
import java.util.List;

/**
 * What a head wants to be fed where somebody else computed what is before it.
 *
 * @param width of a row
 * @param body fingerprint of the body, its weights and its own contract
 */
public record FeatureContract(int width, String body) implements Contract {
  /**
   * Checks the width.
   *
   * @throws IllegalArgumentException when it is below 1
   */
  public FeatureContract {
    if (width < 1) {
      throw new IllegalArgumentException("width is " + width + ", must be at least 1");
    }
  }

  @Override
  public List<Shape> inputs() {
    return List.of(Shape.of(width));
  }

  @Override
  public String text() {
    return width + " features of body " + body;
  }
}
