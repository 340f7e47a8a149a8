package dev.graft.train;

import dev.graft.data.Batch;
import dev.graft.data.Batches;
import dev.graft.data.ContentKey;
import dev.graft.data.Grouping;
import dev.graft.data.Inputs;
import dev.graft.graph.Extent;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * One pass over inputs of which the tiers computed some before. What is missing is computed batch
 * by batch in the order in which it comes up, from the last tier that has it or from the inputs,
 * which are read ahead; all of it is kept.
 */
final class CachedPass implements AutoCloseable {
  private static final int NONE = -1;

  private final List<Tier> tiers;
  private final Tier last;
  private final Inputs inputs;
  private final ContentKey[] keys;

  /** The tier that an input has come to, of those on their way. */
  private final Map<Integer, Integer> halfway = new LinkedHashMap<>();

  private final Batches batches;

  /** Expects tiers that follow each other, of one batch size, and inputs that have keys. */
  CachedPass(List<Tier> tiers, Inputs inputs, int... order) {
    this.tiers = tiers;
    this.last = tiers.get(tiers.size() - 1);
    this.inputs = inputs;
    this.keys = keys(inputs, order);
    Set<ContentKey> seen = new HashSet<>();
    IntStream.Builder missing = IntStream.builder();
    for (int index : order) {
      int reached = reached(keys[index]);
      if (reached < tiers.size() - 1 && seen.add(keys[index])) {
        if (reached == NONE) {
          missing.add(index);
        } else {
          halfway.put(index, reached);
        }
      }
    }
    this.batches = batches(missing.build().toArray());
  }

  private int reached(ContentKey key) {
    int tier = tiers.size() - 1;
    while (tier >= 0 && !tiers.get(tier).has(key)) {
      tier--;
    }
    return tier;
  }

  /** Hashes the inputs of an order, each at its index. */
  static ContentKey[] keys(Inputs inputs, int... order) {
    ContentKey[] keys = new ContentKey[inputs.size()];
    Arrays.stream(order).parallel().forEach(i -> keys[i] = inputs.key(i).orElseThrow());
    return keys;
  }

  private Batches batches(int... order) {
    return Batches.of(inputs, Grouping.ofOneLength(inputs, order, last.batchSize()));
  }

  /** Copies the activations of an input, one buffer a value. */
  void read(int index, List<FloatBuffer> into) {
    while (!last.read(keys[index], into)) {
      compute(index);
    }
  }

  private void compute(int index) {
    if (halfway.containsKey(index)) {
      finish(halfway.get(index), index);
    } else if (batches.hasNext()) {
      compute(batches.next());
    } else { // its entry was damaged
      again(index);
    }
  }

  private void again(int... indices) {
    try (Batches some = batches(indices)) {
      compute(some.next());
    }
  }

  private void compute(Batch batch) {
    climb(NONE, batch.values(), batch.indices());
  }

  /** Computes all tiers behind one. */
  private void climb(int reached, List<FloatBuffer> from, int... indices) {
    ContentKey[] theirs = Arrays.stream(indices).mapToObj(i -> keys[i]).toArray(ContentKey[]::new);
    List<FloatBuffer> values = from;
    Extent extent = inputs.extent(indices);
    for (Tier tier : tiers.subList(reached + 1, tiers.size())) {
      values = tier.run(values, extent);
      tier.keep(extent.positions(), theirs);
    }
  }

  /** Takes a batch of what a tier has through those behind it, of one length. */
  private void finish(int reached, int first) {
    int positions = inputs.positions(first);
    int[] indices =
        halfway.entrySet().stream()
            .filter(image -> image.getValue() == reached)
            .filter(image -> inputs.positions(image.getKey()) == positions)
            .limit(last.batchSize())
            .mapToInt(Map.Entry::getKey)
            .toArray();
    Arrays.stream(indices).forEach(halfway::remove);
    Tier tier = tiers.get(reached);
    int n = indices.length;
    long intact =
        IntStream.range(0, n)
            .filter(i -> tier.read(keys[indices[i]], tier.row(i, positions)))
            .count();
    if (intact < n) { // a damaged entry; its batch is computed from the inputs
      again(indices);
    } else {
      climb(reached, tier.outputs(), indices);
    }
  }

  @Override
  public void close() {
    batches.close();
    tiers.forEach(Tier::publish);
  }
}
