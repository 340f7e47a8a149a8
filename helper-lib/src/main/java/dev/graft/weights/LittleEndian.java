package dev.graft.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Hands floats over as little-endian bytes, a block at a time. */
final class LittleEndian {
  private static final int BLOCK = 1 << 14;

  private LittleEndian() {}

  /** Takes bytes. */
  interface Sink<E extends Exception> {
    void accept(byte[] block, int offset, int count) throws E;
  }

  static <E extends Exception> void forEachBlock(FloatBuffer values, Sink<E> sink) throws E {
    ByteBuffer block =
        ByteBuffer.allocate(Math.min(BLOCK, values.remaining()) * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    while (values.hasRemaining()) {
      int count = Math.min(BLOCK, values.remaining());
      block.asFloatBuffer().put(values.slice(values.position(), count));
      values.position(values.position() + count);
      sink.accept(block.array(), 0, count * Float.BYTES);
    }
  }
}
