package dev.graft;

import java.util.Arrays;

/**
 * What a compiled model made of one input.
 *
 * @param values (width); empty where the input could not be read
 * @param reason why not; empty where it could
 */
public record CompiledRow(float[] values, String reason) {
  /** Copies the values. */
  public CompiledRow {
    values = values.clone();
  }

  @Override
  public float[] values() {
    return values.clone();
  }

  /**
   * Tells whether there are values.
   *
   * @return false where the reason says why not
   */
  public boolean read() {
    return reason.isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CompiledRow row
        && Arrays.equals(values, row.values)
        && reason.equals(row.reason);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(values) + reason.hashCode();
  }
}
