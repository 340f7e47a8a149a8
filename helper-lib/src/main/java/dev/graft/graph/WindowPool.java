package dev.graft.graph;

import java.util.List;

/**
 * Takes the largest value, or the average, under each position of a window of any sides; a last row
 * or column that no whole window covers is left out.
 *
 * @param kind which of the two
 * @param height of the window
 * @param width of the window
 * @param steps from one position to the next
 * @param padding around the input: never the largest, zeros of an average
 */
public record WindowPool(Kind kind, int height, int width, Steps steps, Padding padding)
    implements Op {
  /** What is made of a window. */
  public enum Kind {
    /** The largest of it. */
    MAXIMUM,
    /** Its mean, zeros of the padding included. */
    MEAN
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Shape x = inputs.get(0);
    return padding.slide(x, x.channels(), height, width, steps);
  }
}
