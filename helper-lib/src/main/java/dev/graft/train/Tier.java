package dev.graft.train;

import dev.graft.cache.FeatureShelf;
import dev.graft.data.ContentKey;
import dev.graft.graph.Cut;
import dev.graft.graph.Extent;
import dev.graft.graph.Graph;
import dev.graft.graph.Shape;
import dev.graft.infer.Body;
import dev.graft.memory.DirectFloats;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A run of frozen layers, what computes it and the shelf of what it computed before. A value that
 * is read behind it and was there before it, such as a mask, passes through.
 */
final class Tier implements AutoCloseable {
  private final Graph slice;
  private final Graph work;
  private final Body body;
  private final int batchSize;
  private final Optional<FeatureShelf> shelf;
  private final List<Shape> shapes;
  private final List<FloatBuffer> outputs;

  /**
   * @param slice between two cuts
   * @param bodies gives what runs a slice, to be closed here
   */
  Tier(Graph slice, Function<Graph, Body> bodies, int batchSize, Optional<FeatureShelf> shelf) {
    this.slice = slice;
    this.work = computed(slice);
    this.body = bodies.apply(work);
    this.batchSize = batchSize;
    this.shelf = shelf;
    this.shapes = slice.shapes(slice.outputs());
    this.outputs = shapes.stream().map(shape -> DirectFloats.of(batchSize * shape.size())).toList();
  }

  /** Leaves out what passes through. */
  static Graph computed(Graph slice) {
    List<String> computed =
        slice.outputs().stream().filter(value -> !slice.inputs().contains(value)).toList();
    return computed.equals(slice.outputs()) ? slice : slice.until(new Cut(computed));
  }

  /** Computes a batch, into buffers that the next call uses again. */
  List<FloatBuffer> run(List<FloatBuffer> inputs, Extent extent) {
    body.run(chosen(work.inputs(), slice.inputs(), inputs), extent, computedOutputs());
    for (int i = 0; i < outputs.size(); i++) {
      int from = slice.inputs().indexOf(slice.outputs().get(i));
      if (from >= 0) {
        FloatBuffer through = inputs.get(from);
        int floats = extent.floats(shapes.get(i));
        outputs.get(i).put(0, through, through.position(), floats);
      }
    }
    return outputs;
  }

  private List<FloatBuffer> computedOutputs() {
    return chosen(work.outputs(), slice.outputs(), outputs);
  }

  private static List<FloatBuffer> chosen(
      List<String> wanted, List<String> names, List<FloatBuffer> buffers) {
    return wanted.stream().map(name -> buffers.get(names.indexOf(name))).toList();
  }

  /** Gives a place in the buffers of {@link #run}, which hold samples of some length. */
  List<FloatBuffer> row(int place, int positions) {
    return row(outputs, shapes, place, positions);
  }

  /** Gives the values of one sample among those of a batch. */
  static List<FloatBuffer> row(
      List<FloatBuffer> batch, List<Shape> shapes, int place, int positions) {
    List<FloatBuffer> row = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      int floats = new Extent(1, positions).floats(shapes.get(i));
      row.add(batch.get(i).slice(place * floats, floats));
    }
    return row;
  }

  /** Counts what is kept of a sample of some length. */
  long floats(int positions) {
    return shapes.stream().mapToLong(shape -> shape.at(positions).size()).sum();
  }

  int batchSize() {
    return batchSize;
  }

  List<Shape> shapes() {
    return shapes;
  }

  List<FloatBuffer> outputs() {
    return outputs;
  }

  /** Keeps row by row what {@link #run} gave. */
  void keep(int positions, ContentKey... keys) {
    for (int place = 0; place < keys.length; place++) {
      int at = place;
      shelf.ifPresent(s -> s.write(keys[at], row(at, positions)));
    }
  }

  boolean has(ContentKey key) {
    return shelf.isPresent() && shelf.get().has(key);
  }

  boolean read(ContentKey key, List<FloatBuffer> into) {
    return shelf.isPresent() && shelf.get().read(key, into);
  }

  void publish() {
    shelf.ifPresent(FeatureShelf::publish);
  }

  @Override
  public void close() {
    shelf.ifPresent(FeatureShelf::close);
    body.close();
  }
}
