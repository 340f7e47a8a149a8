package dev.graft.graph;

import java.util.Arrays;

/** Holds bytes that only a translator can read; immutable, equal where the bytes are. */
public final class Binary {
  private final byte[] bytes;

  private Binary(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Copies bytes.
   *
   * @param bytes any
   * @return the value
   */
  public static Binary of(byte[] bytes) {
    return new Binary(bytes.clone());
  }

  /**
   * Copies the bytes back.
   *
   * @return a new array
   */
  public byte[] toArray() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Binary that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
