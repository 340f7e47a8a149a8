package dev.graft.infer;

import dev.graft.graph.Shape;
import dev.graft.memory.DirectFloats;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;

/**
 * Computes what is left of a batch after its whole chunks, with the bits that a whole chunk would
 * give. No library promises that the batch size leaves the bits alone, so each size is tried once
 * on noise: if it differs from a whole chunk, it is padded to one from then on.
 */
final class Rest {
  /** Computes {@code n} samples from direct buffers into others. */
  interface Batch {
    void run(List<FloatBuffer> in, int n, List<FloatBuffer> out);
  }

  private final Batch batch;
  private final int chunk;
  private final List<Shape> in;
  private final WholeInputs whole;
  private final List<Shape> out;
  private final Map<Integer, Boolean> sameBits = new HashMap<>();

  Rest(Batch batch, int chunk, List<Shape> in, WholeInputs whole, List<Shape> out) {
    this.batch = batch;
    this.chunk = chunk;
    this.in = in;
    this.whole = whole;
    this.out = out;
  }

  void run(List<FloatBuffer> inputs, int n, List<FloatBuffer> features) {
    if (sameBits.computeIfAbsent(n, this::probe)) {
      batch.run(inputs, n, features);
    } else {
      padded(inputs, n, features);
    }
  }

  private void padded(List<FloatBuffer> inputs, int n, List<FloatBuffer> features) {
    List<FloatBuffer> all = buffers(in, chunk);
    copy(inputs, all, in, n);
    List<FloatBuffer> results = buffers(out, chunk);
    batch.run(all, chunk, results);
    copy(results, features, out, n);
  }

  private static List<FloatBuffer> buffers(List<Shape> shapes, int n) {
    return shapes.stream().map(shape -> DirectFloats.of(n * shape.size())).toList();
  }

  private static void copy(
      List<FloatBuffer> from, List<FloatBuffer> to, List<Shape> shapes, int n) {
    for (int i = 0; i < shapes.size(); i++) {
      to.get(i).put(0, from.get(i), 0, Math.toIntExact(n * shapes.get(i).size()));
    }
  }

  private boolean probe(int n) {
    List<FloatBuffer> noise = buffers(in, n);
    Random random = new Random(1);
    for (int i = 0; i < noise.size(); i++) {
      FloatBuffer values = noise.get(i);
      OptionalInt below = whole.below(i);
      while (values.hasRemaining()) {
        values.put(
            below.isPresent() ? random.nextInt(below.getAsInt()) : (float) random.nextGaussian());
      }
      values.flip();
    }
    List<FloatBuffer> alone = buffers(out, n);
    batch.run(noise, n, alone);
    List<FloatBuffer> within = buffers(out, n);
    padded(noise, n, within);
    for (int i = 0; i < alone.size(); i++) {
      if (!sameBits(alone.get(i), within.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameBits(FloatBuffer one, FloatBuffer other) {
    for (int i = 0; i < one.capacity(); i++) {
      if (Float.floatToRawIntBits(one.get(i)) != Float.floatToRawIntBits(other.get(i))) {
        return false;
      }
    }
    return true;
  }
}
