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
    GELU_TANH,
    /** {@code min(max(x + 3, 0), 6) / 6} (Howard et al. 2019, section 5.2). */
    HARD_SIGMOID,
    /** {@code x · min(max(x + 3, 0), 6) / 6} (Howard et al. 2019, section 5.2). */
    HARD_SWISH,
    /** {@code log(1 + exp(x))}. */
    SOFTPLUS,
    /** {@code x · tanh(log(1 + exp(x)))} (Misra 2020, equation 1). */
    MISH,
    /** The exponential function. */
    EXP,
    /** The natural logarithm, of what is above 0. */
    LOG,
    /** The square root, of what is not below 0. */
    SQRT,
    /** {@code 1 / x}. */
    RECIPROCAL,
    /** {@code |x|}. */
    ABSOLUTE,
    /** The error function. */
    ERF
  }

  @Override
  public Shape output(List<Shape> inputs) {
    return inputs.get(0);
  }
}
