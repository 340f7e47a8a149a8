package dev.graft.infer;

import dev.graft.graph.Extent;
import dev.graft.graph.Shape;
import dev.graft.memory.DirectFloats;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Computes what is left of a batch after its whole chunks, with the bits that a whole chunk would
 * give. No library promises that the batch size leaves the bits alone, so each size is tried once
 * on noise: if it differs from a whole chunk, it is padded to one from then on.
 */
final class Rest {
  /** Computes samples from direct buffers into others. */
  interface Batch {
    void run(List<FloatBuffer> in, Extent extent, List<FloatBuffer> out);
  }

  private final Batch batch;
  private final int chunk;
  private final List<Shape> in;
  private final WholeInputs whole;
  private final List<Shape> out;
  private final Map<Extent, Boolean> sameBits = new ConcurrentHashMap<>();

  Rest(Batch batch, int chunk, List<Shape> in, WholeInputs whole, List<Shape> out) {
    this.batch = batch;
    this.chunk = chunk;
    this.in = in;
    this.whole = whole;
    this.out = out;
  }

  void run(List<FloatBuffer> inputs, Extent few, List<FloatBuffer> features) {
    if (sameBits.computeIfAbsent(few, this::probe)) {
      batch.run(inputs, few, features);
    } else {
      padded(inputs, few, features);
    }
  }

  private void padded(List<FloatBuffer> inputs, Extent few, List<FloatBuffer> features) {
    Extent whole = few.samples(chunk);
    List<FloatBuffer> all = buffers(in, whole);
    copy(inputs, all, in, few);
    List<FloatBuffer> results = buffers(out, whole);
    batch.run(all, whole, results);
    copy(results, features, out, few);
  }

  private static List<FloatBuffer> buffers(List<Shape> shapes, Extent extent) {
    return shapes.stream().map(shape -> DirectFloats.of(extent.floats(shape))).toList();
  }

  private static void copy(
      List<FloatBuffer> from, List<FloatBuffer> to, List<Shape> shapes, Extent few) {
    for (int i = 0; i < shapes.size(); i++) {
      to.get(i).put(0, from.get(i), 0, few.floats(shapes.get(i)));
    }
  }

  private boolean probe(Extent few) {
    List<FloatBuffer> noise = buffers(in, few);
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
    List<FloatBuffer> alone = buffers(out, few);
    batch.run(noise, few, alone);
    List<FloatBuffer> within = buffers(out, few);
    padded(noise, few, within);
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
