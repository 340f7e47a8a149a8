package dev.graft.graph;

import java.util.List;

/**
 * Applies a function to each element.
 *
 * @param function which one
 */
public record Activation(Function function) implements Op {
  /** The element-wise functions that families use. */
  public enum Function {
    /** {@code max(x, 0)}. */
    RELU,
    /** {@code min(max(x, 0), 6)}. */
    RELU6,
    /** {@code 1 / (1 + exp(−x))}. */
    SIGMOID,
    /** {@code x / (1 + exp(−x))}, also named swish. */
    SILU,
    /** The hyperbolic tangent. */
    TANH,
    /** {@code x · Φ(x)} with the normal distribution's Φ, by the error function. */
    GELU,
    /**
     * {@code x · (1 + tanh(√(2/π) · (x + 0.044715 · x³))) / 2}, which is near {@link #GELU}
     * (Hendrycks and Gimpel 2016, section 2).
     */
    GELU_TANH
  }

  @Override
  public Shape output(List<Shape> inputs) {
    return inputs.get(0);
  }
}
