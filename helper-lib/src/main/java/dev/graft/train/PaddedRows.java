package dev.graft.train;

import dev.graft.graph.Extent;
import dev.graft.graph.Shape;
import dev.graft.memory.DirectFloats;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.Consumer;

/**
 * Buffers in which samples stand side by side, {@code (N, …)} a value: those that are shorter than
 * the longest are filled up with zeros, which a mask among them says too.
 */
final class PaddedRows {
  private final List<Shape> shapes;
  private final List<FloatBuffer> values;
  private final List<FloatBuffer> alone;

  PaddedRows(List<Shape> shapes, int most) {
    this.shapes = shapes;
    this.values = buffers(shapes, most);
    this.alone = shapes.stream().anyMatch(Shape::open) ? buffers(shapes, 1) : List.of();
  }

  /** The shape of an open value is its longest. */
  private static List<FloatBuffer> buffers(List<Shape> shapes, int samples) {
    return shapes.stream().map(shape -> DirectFloats.of(samples * shape.size())).toList();
  }

  List<FloatBuffer> values() {
    return values;
  }

  /**
   * Puts a sample to its place.
   *
   * @param row from 0
   * @param positions of the sample
   * @param extent of the batch
   * @param reading writes the sample's values as long as they are
   */
  void put(int row, int positions, Extent extent, Consumer<List<FloatBuffer>> reading) {
    if (alone.isEmpty() || positions == extent.positions()) {
      reading.accept(Tier.row(values, shapes, row, positions));
      return;
    }
    List<FloatBuffer> own = Tier.row(alone, shapes, 0, positions);
    reading.accept(own);
    List<FloatBuffer> to = Tier.row(values, shapes, row, extent.positions());
    for (int i = 0; i < shapes.size(); i++) {
      if (shapes.get(i).open()) {
        widen(own.get(i), positions, to.get(i), extent.positions());
      } else {
        to.get(i).put(0, own.get(i), 0, own.get(i).remaining());
      }
    }
  }

  /** Copies {@code (C, from)} into {@code (C, to)}. */
  private static void widen(FloatBuffer narrow, int from, FloatBuffer wide, int to) {
    for (int channel = 0; channel * to < wide.capacity(); channel++) {
      wide.put(channel * to, narrow, channel * from, from);
      for (int padding = from; padding < to; padding++) {
        wide.put(channel * to + padding, 0);
      }
    }
  }
}
