package dev.graft.graph;

import java.util.List;

/**
 * Takes the largest value under each position of a window; a last row or column that no whole
 * window covers is left out.
 *
 * @param kernel side of the window
 * @param stride in both directions
 * @param padding pixels around the input, which never are the largest; at most half the kernel
 */
public record MaxPool(int kernel, int stride, Padding padding) implements Op {
  /** Checks the padding, so that each window holds at least one pixel. */
  public MaxPool {
    padding.requireHalf(kernel);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Shape x = inputs.get(0);
    return padding.slide(x, x.channels(), kernel, kernel, stride);
  }
}
