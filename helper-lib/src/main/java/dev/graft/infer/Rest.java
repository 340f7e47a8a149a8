package dev.graft.infer;

import dev.graft.graph.Shape;
import dev.graft.memory.DirectFloats;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * Computes what is left of a batch after its whole chunks, with the bits that a whole chunk would
 * give. No library promises that the batch size leaves the bits alone, so each size is tried once
 * on noise: if it differs from a whole chunk, it is padded to one from then on.
 */
final class Rest {
  /** Computes {@code n} images from one direct buffer into another. */
  interface Batch {
    void run(FloatBuffer in, int n, FloatBuffer out);
  }

  private final Batch batch;
  private final int chunk;
  private final int in;
  private final int out;
  private final Map<Integer, Boolean> sameBits = new HashMap<>();

  Rest(Batch batch, int chunk, Shape input, Shape output) {
    this.batch = batch;
    this.chunk = chunk;
    this.in = Math.toIntExact(input.size());
    this.out = Math.toIntExact(output.size());
  }

  void run(FloatBuffer images, int n, FloatBuffer features) {
    if (sameBits.computeIfAbsent(n, this::probe)) {
      batch.run(images, n, features);
    } else {
      padded(images, n, features);
    }
  }

  private void padded(FloatBuffer images, int n, FloatBuffer features) {
    FloatBuffer all = DirectFloats.of(chunk * in);
    all.put(0, images, 0, n * in);
    FloatBuffer results = DirectFloats.of(chunk * out);
    batch.run(all, chunk, results);
    features.put(0, results, 0, n * out);
  }

  private boolean probe(int n) {
    FloatBuffer noise = DirectFloats.of(n * in);
    Random random = new Random(1);
    while (noise.hasRemaining()) {
      noise.put((float) random.nextGaussian());
    }
    noise.flip();
    FloatBuffer alone = DirectFloats.of(n * out);
    batch.run(noise, n, alone);
    FloatBuffer within = DirectFloats.of(n * out);
    padded(noise, n, within);
    for (int i = 0; i < n * out; i++) {
      if (Float.floatToRawIntBits(alone.get(i)) != Float.floatToRawIntBits(within.get(i))) {
        return false;
      }
    }
    return true;
  }
}
