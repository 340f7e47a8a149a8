package dev.graft.train;

import dev.graft.cache.FeatureCache;
import dev.graft.data.Batch;
import dev.graft.data.Batches;
import dev.graft.data.ContentKey;
import dev.graft.data.Contract;
import dev.graft.data.Inputs;
import dev.graft.engine.Bodies;
import dev.graft.engine.Network;
import dev.graft.engine.SharedBody;
import dev.graft.graph.Cut;
import dev.graft.graph.Extent;
import dev.graft.graph.Graph;
import dev.graft.graph.Shape;
import dev.graft.infer.Body;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the frozen part makes of inputs, batch after batch. With the boundary at the input the
 * inputs pass through as they are.
 *
 * <p>Boundaries that later trainings will need can be named as well: then the part up to each is a
 * tier of its own, computed and cached on the way.
 */
final class Activations implements AutoCloseable {
  private final int batchSize;
  private final Optional<FeatureCache> cache;
  private final List<Tier> tiers = new ArrayList<>();
  private final List<Shape> shapes;

  Activations(Network network, Frozen frozen, Contract contract, int batchSize) {
    this(network, frozen, contract, batchSize, slice -> shared(network, slice));
  }

  private static Body shared(Network network, Graph slice) {
    return SharedBody.of(network, slice);
  }

  /**
   * @param contract of all inputs that will come
   * @param bodies gives what runs a slice, to be closed here
   */
  Activations(
      Network network,
      Frozen frozen,
      Contract contract,
      int batchSize,
      Function<Graph, Body> bodies) {
    this.cache = frozen.cache();
    this.batchSize = batchSize;
    Graph graph = network.graph();
    for (Graph slice : slices(graph, frozen.boundaries())) {
      Graph until = graph.until(new Cut(slice.outputs()));
      // law 6: a slice that is computed in two parts may differ in its last bits
      String precision = network.precision(until);
      String runtime =
          Bodies.runtime(network.engine())
              + " from "
              + new Cut(slice.inputs())
              + (precision.isEmpty() ? "" : " " + precision);
      var shelf = cache.map(c -> c.shelf(until, network.weights(), contract.text(), runtime));
      tiers.add(new Tier(slice, bodies, batchSize, shelf));
    }
    this.shapes = graph.shapes(frozen.boundary().values());
  }

  /** Divides what comes before the last boundary into parts; none where that is the inputs. */
  static List<Graph> slices(Graph graph, List<Cut> boundaries) {
    Cut inputs = new Cut(graph.inputs());
    Cut from = inputs;
    List<Graph> slices = new ArrayList<>();
    for (Cut boundary : boundaries) {
      if (!boundary.equals(from)) {
        Graph until = graph.until(boundary);
        slices.add(from.equals(inputs) ? until : until.after(from));
        from = boundary;
      }
    }
    return slices;
  }

  /** One batch at the boundary: what it should be taken for and activations {@code (N, …)}. */
  record Bound(int[] indices, Targets targets, Extent extent, List<FloatBuffer> values) {
    static Bound of(Batch batch, Targets targets, List<FloatBuffer> values) {
      return new Bound(batch.indices(), targets, batch.extent(), values);
    }

    int size() {
      return indices.length;
    }
  }

  /**
   * Runs through inputs in an order; where the cache has room for all their views, computes only
   * those never seen.
   *
   * @param each gets a batch and its number in this pass; its buffer is reused for the next
   */
  void forEach(Pass pass, ObjIntConsumer<Bound> each) {
    if (!pass.mixes() && keeps(pass)) {
      cached(pass, each);
    } else {
      stream(pass, each);
    }
  }

  /**
   * Runs through inputs once, in an order of its own: takes what is kept, computes the rest, and
   * keeps nothing of that.
   */
  void glance(Pass pass, ObjIntConsumer<Bound> each) {
    // hashing an input and opening a shelf for it take as long as computing it
    if (pass.order().length < 2 || !keeps(pass)) {
      stream(pass, each);
      return;
    }
    Tier last = tiers.get(tiers.size() - 1);
    ContentKey[] keys = CachedPass.keys(pass.inputs(), pass.order());
    Map<Boolean, List<Integer>> known =
        Arrays.stream(pass.order())
            .boxed()
            .collect(Collectors.partitioningBy(index -> last.has(keys[index])));
    cached(pass.only(known.get(true)), each);
    stream(pass.only(known.get(false)), each);
  }

  private boolean keeps(Pass pass) {
    Inputs inputs = pass.inputs();
    return cache.isPresent()
        && !tiers.isEmpty()
        && inputs.size() > 0
        && inputs.key(0).isPresent()
        && bytes(inputs) * pass.views() <= cache.get().bound() / 2.0;
  }

  /** Measures what is kept of all inputs in one view. */
  private double bytes(Inputs inputs) {
    Map<Integer, Long> lengths =
        IntStream.range(0, inputs.size())
            .boxed()
            .collect(Collectors.groupingBy(inputs::positions, Collectors.counting()));
    return lengths.entrySet().stream()
        .mapToDouble(length -> (double) length.getValue() * bytes(length.getKey()))
        .sum();
  }

  private long bytes(int positions) {
    return tiers.stream().mapToLong(tier -> tier.floats(positions) * Float.BYTES).sum();
  }

  private void stream(Pass pass, ObjIntConsumer<Bound> each) {
    try (Batches batches = Batches.of(pass.inputs(), pass.batches(batchSize))) {
      for (int number = 0; batches.hasNext(); number++) {
        Batch batch = batches.next();
        Targets targets = pass.mix(batch, number);
        List<FloatBuffer> values = batch.values();
        for (Tier tier : tiers) {
          values = tier.run(values, batch.extent());
        }
        each.accept(Bound.of(batch, targets, values), number);
      }
    }
  }

  private void cached(Pass pass, ObjIntConsumer<Bound> each) {
    int[][] batches = pass.batches(batchSize);
    var rows = new PaddedRows(shapes, batchSize);
    try (var features = new CachedPass(tiers, pass.inputs(), pass.order())) {
      for (int number = 0; number < batches.length; number++) {
        int[] indices = batches[number];
        Extent extent = pass.inputs().extent(indices);
        for (int i = 0; i < indices.length; i++) {
          int index = indices[i];
          int positions = pass.inputs().positions(index);
          rows.put(i, positions, extent, into -> features.read(index, into));
        }
        Targets targets = Targets.of(pass.answers(indices));
        each.accept(new Bound(indices, targets, extent, rows.values()), number);
      }
    }
  }

  @Override
  public void close() {
    tiers.forEach(Tier::close);
  }
}
