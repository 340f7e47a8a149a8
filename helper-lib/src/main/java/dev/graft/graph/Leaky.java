package dev.graft.graph;

import java.util.List;

/**
 * Keeps what is above 0 and bends what is below: {@code slope · x}, as LeakyReLU does, or {@code
 * slope · (exp(x) − 1)}, as ELU does (Clevert et al. 2016, equation 15).
 *
 * @param slope of what is below, at 0
 * @param below how it goes on
 */
public record Leaky(double slope, Below below) implements Op {
  /** What becomes of an element below 0. */
  public enum Below {
    /** It is multiplied. */
    LINE,
    /** It is bent towards {@code −slope}. */
    EXPONENTIAL
  }

  @Override
  public Shape output(List<Shape> inputs) {
    return inputs.get(0);
  }
}
