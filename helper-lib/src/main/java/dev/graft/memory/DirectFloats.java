package dev.graft.memory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Locale;

/** Floats outside of Java's heap, where native code reads and writes them without a copy. */
public final class DirectFloats {
  private DirectFloats() {}

  /**
   * Makes a buffer.
   *
   * @param floats how many
   * @return zeros, in the machine's own order of bytes
   * @throws IllegalArgumentException when that many have no place in one buffer
   */
  public static FloatBuffer of(long floats) {
    if (floats > Integer.MAX_VALUE / Float.BYTES) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a batch of activations takes %,d bytes, at most %,d; choose a smaller batchSize",
              floats * Float.BYTES,
              Integer.MAX_VALUE));
    }
    ByteBuffer bytes = ByteBuffer.allocateDirect(Math.toIntExact(floats * Float.BYTES));
    return bytes.order(ByteOrder.nativeOrder()).asFloatBuffer();
  }
}
