package dev.graft.infer;

import dev.graft.graph.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Random;

/** Direct buffers for tests. */
final class Direct {
  private Direct() {}

  static FloatBuffer of(int n, Shape shape) {
    return ByteBuffer.allocateDirect(Math.toIntExact(n * shape.size() * Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  static FloatBuffer noise(int n, Shape shape, long seed) {
    FloatBuffer buffer = of(n, shape);
    Random random = new Random(seed);
    for (int i = 0; i < buffer.capacity(); i++) {
      buffer.put(i, (float) random.nextGaussian());
    }
    return buffer;
  }

  static float[] run(CompiledBody body, FloatBuffer in, int n) {
    FloatBuffer out = of(n, body.outputShape());
    body.run(in, n, out);
    float[] values = new float[out.remaining()];
    out.get(values);
    return values;
  }
}
