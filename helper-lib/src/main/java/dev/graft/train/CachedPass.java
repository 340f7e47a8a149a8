package dev.graft.train;

import dev.graft.data.Batch;
import dev.graft.data.Batches;
import dev.graft.data.ImageKey;
import dev.graft.data.PixelSource;
import dev.graft.weights.InputContract;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * One pass over images of which the tiers computed some before. What is missing is computed batch
 * by batch in the order in which it comes up, its images decoded ahead, and kept.
 */
final class CachedPass implements AutoCloseable {
  private final Tier first;
  private final Tier last;
  private final PixelSource source;
  private final InputContract contract;
  private final ImageKey[] keys;
  private final Deque<Integer> halfway = new ArrayDeque<>();
  private final Batches batches;

  /** Expects one tier, or two with the same batch size, and a source that has keys. */
  CachedPass(Tier first, Tier last, PixelSource source, int[] order, InputContract contract) {
    this.first = first;
    this.last = last;
    this.source = source;
    this.contract = contract;
    this.keys = keys(source, order);
    Set<ImageKey> seen = new HashSet<>();
    IntStream.Builder missing = IntStream.builder();
    for (int index : order) {
      if (!last.has(keys[index]) && seen.add(keys[index])) {
        if (first.has(keys[index])) {
          halfway.add(index);
        } else {
          missing.add(index);
        }
      }
    }
    this.batches = batches(missing.build().toArray());
  }

  /** Hashes the images of an order, each at its index. */
  static ImageKey[] keys(PixelSource source, int... order) {
    ImageKey[] keys = new ImageKey[source.size()];
    Arrays.stream(order).parallel().forEach(i -> keys[i] = source.key(i).orElseThrow());
    return keys;
  }

  private Batches batches(int... order) {
    return Batches.of(source, order, last.batchSize(), contract);
  }

  /** Copies the activations of an image to a buffer's position, which stays. */
  void read(int index, FloatBuffer into) {
    while (!last.read(keys[index], into)) {
      compute(index);
    }
  }

  private void compute(int index) {
    if (halfway.contains(index)) {
      finishHalfway();
    } else if (batches.hasNext()) {
      compute(batches.next());
    } else { // its entry was damaged
      try (Batches one = batches(index)) {
        compute(one.next());
      }
    }
  }

  private void compute(Batch batch) {
    ImageKey[] theirs =
        Arrays.stream(batch.indices()).mapToObj(i -> keys[i]).toArray(ImageKey[]::new);
    FloatBuffer values = first.run(batch.pixels(), batch.size());
    first.keep(theirs);
    if (last != first) {
      last.run(values, batch.size());
      last.keep(theirs);
    }
  }

  /** Takes what the first tier has through the last. */
  private void finishHalfway() {
    int n = Math.min(last.batchSize(), halfway.size());
    int[] indices = IntStream.range(0, n).map(i -> halfway.remove()).toArray();
    int[] intact =
        IntStream.range(0, n).filter(i -> first.read(keys[indices[i]], first.row(i))).toArray();
    if (intact.length < n) { // a damaged entry; its batch is computed from the images
      try (Batches again = batches(indices)) {
        compute(again.next());
      }
      return;
    }
    last.run(first.output(), n);
    last.keep(Arrays.stream(indices).mapToObj(i -> keys[i]).toArray(ImageKey[]::new));
  }

  @Override
  public void close() {
    batches.close();
    first.publish();
    last.publish();
  }
}
