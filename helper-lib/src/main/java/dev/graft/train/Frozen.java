package dev.graft.train;

import dev.graft.cache.FeatureCache;
import dev.graft.engine.Network;
import dev.graft.graph.Cut;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the frozen part of a network ends, and where what it makes of images is kept.
 *
 * @param boundaries in their order: the last is where the live slice begins; those before it are
 *     kept on the way, for trainings that will begin there
 * @param cache that keeps it; empty: everything is computed each time
 */
public record Frozen(List<Cut> boundaries, Optional<FeatureCache> cache) {

  /** Copies the boundaries. */
  public Frozen {
    boundaries = List.copyOf(boundaries);
  }

  /**
   * Cuts as late as the frozen layers of a network allow.
   *
   * @param network to be trained
   * @param cache that keeps what comes before the cut
   * @return one boundary
   */
  public static Frozen of(Network network, FeatureCache cache) {
    return new Frozen(
        List.of(network.boundary()), cache.bound() == 0 ? Optional.empty() : Optional.of(cache));
  }

  /** Tells where the live slice begins. */
  Cut boundary() {
    return boundaries.get(boundaries.size() - 1);
  }

  /**
   * Keeps what a later training needs too.
   *
   * @param next the network as it will be frozen then
   * @return this, or one boundary more where that network's comes before all here
   */
  public Frozen ahead(Network next) {
    Cut then = next.boundary();
    if (next.graph().position(then) >= next.graph().position(boundaries.get(0))) {
      return this;
    }
    List<Cut> more = new ArrayList<>(List.of(then));
    more.addAll(boundaries);
    return new Frozen(more, cache);
  }

  static Frozen uncached(Cut boundary) {
    return new Frozen(List.of(boundary), Optional.empty());
  }
}
