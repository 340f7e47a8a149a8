package dev.graft.bench.worker;

import dev.graft.data.PixelSource;
import dev.graft.graph.Shape;
import dev.graft.weights.InputContract;
import java.nio.FloatBuffer;
import java.util.Random;

/**
 * Images that cost nothing to read, of as many values as a network takes.
 *
 * @param values one image's, used for all
 * @param size of the set
 * @param classes in turn
 */
record Noise(float[] values, int size, int classes) implements PixelSource {
  Noise(Shape shape, int size, int classes) {
    this(drawn(Math.toIntExact(shape.size())), size, classes);
  }

  private static float[] drawn(int count) {
    Random random = new Random(0);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }

  Noise first(int count) {
    return new Noise(values, count, classes);
  }

  @Override
  public int label(int index) {
    return index % classes;
  }

  @Override
  public void read(int index, InputContract contract, FloatBuffer into) {
    into.put(values);
  }
}
