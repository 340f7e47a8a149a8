package dev.graft.train;

import dev.graft.cache.FeatureCache;
import dev.graft.data.ContentKey;
import dev.graft.data.Contract;
import dev.graft.data.Inputs;
import dev.graft.engine.Bodies;
import dev.graft.engine.Network;
import dev.graft.engine.SharedBody;
import dev.graft.graph.Cut;
import dev.graft.graph.Graph;
import dev.graft.graph.Shape;
import dev.graft.infer.Body;
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
      var shelf = cache.map(c -> c.shelf(until, network.weights(), contract.reading(), runtime));
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

  /**
   * Runs through inputs in an order; where the cache has room for all their views, computes only
   * those never seen.
   *
   * @param each gets a batch and its number in this pass; its buffer is reused for the next
   */
  void forEach(Pass pass, ObjIntConsumer<Bound> each) {
    through(walk(pass), each);
  }

  /** Begins to run through inputs as {@link #forEach} does, one way at a time. */
  Walk walk(Pass pass) {
    return !pass.mixes() && keeps(pass) ? keeping(pass) : computing(pass);
  }

  private Walk keeping(Pass pass) {
    return new Walk.Keeping(pass, tiers, shapes, batchSize);
  }

  private Walk computing(Pass pass) {
    return new Walk.Computing(pass, tiers, batchSize);
  }

  private static void through(Walk way, ObjIntConsumer<Bound> each) {
    try (way) {
      for (int number = 0; way.hasNext(); number++) {
        each.accept(way.next(), number);
      }
    }
  }

  /**
   * Runs through inputs once, in an order of its own: takes what is kept, computes the rest, and
   * keeps nothing of that.
   */
  void glance(Pass pass, ObjIntConsumer<Bound> each) {
    // hashing an input and opening a shelf for it take as long as computing it
    if (pass.order().length < 2 || !keeps(pass)) {
      through(computing(pass), each);
      return;
    }
    Tier last = tiers.get(tiers.size() - 1);
    ContentKey[] keys = CachedPass.keys(pass.inputs(), pass.order());
    Map<Boolean, List<Integer>> known =
        Arrays.stream(pass.order())
            .boxed()
            .collect(Collectors.partitioningBy(index -> last.has(keys[index])));
    through(keeping(pass.only(known.get(true))), each);
    through(computing(pass.only(known.get(false))), each);
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

  @Override
  public void close() {
    tiers.forEach(Tier::close);
  }
}
