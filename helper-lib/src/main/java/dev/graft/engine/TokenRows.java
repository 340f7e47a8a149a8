package dev.graft.engine;

import ai.djl.ndarray.NDArray;

/**
 * Tokens, {@code (N, C, T)} as the graph has them, one a row. On PyTorch they lie so in memory, and
 * neither way is a copy.
 */
final class TokenRows {
  private TokenRows() {}

  /** Gives {@code (N, T, C)}. */
  static NDArray of(NDArray tokens) {
    return tokens.transpose(0, 2, 1);
  }

  /** Gives {@code (N, C, T)} again. */
  static NDArray columns(NDArray rows) {
    return rows.transpose(0, 2, 1);
  }
}
