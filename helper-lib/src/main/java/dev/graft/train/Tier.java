package dev.graft.train;

import dev.graft.cache.FeatureShelf;
import dev.graft.data.ContentKey;
import dev.graft.graph.Graph;
import dev.graft.infer.Body;
import dev.graft.memory.DirectFloats;
import java.nio.FloatBuffer;
import java.util.Optional;

/** A run of frozen layers, what computes it and the shelf of what it computed before. */
final class Tier implements AutoCloseable {
  private final Graph slice;
  private final Body body;
  private final int batchSize;
  private final Optional<FeatureShelf> shelf;
  private final FloatBuffer output;

  /** Takes the body over, and closes it. */
  Tier(Graph slice, Body body, int batchSize, Optional<FeatureShelf> shelf) {
    this.slice = slice;
    this.body = body;
    this.batchSize = batchSize;
    this.shelf = shelf;
    this.output = DirectFloats.of(batchSize * slice.outputShape().size());
  }

  /** Computes a batch, into a buffer that the next call uses again. */
  FloatBuffer run(FloatBuffer input, int n) {
    body.run(input, n, output);
    return output;
  }

  /** Gives a place in the buffer of {@link #run}. */
  FloatBuffer row(int place) {
    int floats = floats();
    return output.slice(place * floats, floats);
  }

  int floats() {
    return Math.toIntExact(slice.outputShape().size());
  }

  int batchSize() {
    return batchSize;
  }

  FloatBuffer output() {
    return output;
  }

  /** Keeps row by row what {@link #run} gave. */
  void keep(ContentKey[] keys) {
    for (int place = 0; place < keys.length; place++) {
      int at = place;
      shelf.ifPresent(s -> s.write(keys[at], row(at)));
    }
  }

  boolean has(ContentKey key) {
    return shelf.isPresent() && shelf.get().has(key);
  }

  boolean read(ContentKey key, FloatBuffer into) {
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
