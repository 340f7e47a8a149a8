package dev.graft.bench.worker;

import dev.graft.data.Classes;
import dev.graft.data.Contract;
import dev.graft.data.Examples;
import dev.graft.data.Inputs;
import dev.graft.graph.Shape;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Inputs that cost nothing to read, of as many values as a network takes.
 *
 * @param shape of one
 * @param values one input's, used for all
 * @param size of the set
 */
record Noise(Shape shape, float[] values, int size) implements Inputs, Contract {
  /** Draws one input, and shows it as often as asked for, of the classes in turn. */
  static Examples examples(Shape shape, int size, int classes) {
    int[] labels = IntStream.range(0, size).map(i -> i % classes).toArray();
    return new Examples(
        new Noise(shape, drawn(Math.toIntExact(shape.size())), size), new Classes(labels));
  }

  private static float[] drawn(int count) {
    Random random = new Random(0);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }

  @Override
  public Contract contract() {
    return this;
  }

  @Override
  public List<Shape> inputs() {
    return List.of(shape);
  }

  @Override
  public String text() {
    return "noise";
  }

  @Override
  public void read(int index, FloatBuffer... into) {
    into[0].put(values);
  }
}
