package dev.graft.graph;

import java.util.List;

/**
 * Where a network is divided: the set of values that are read behind it. One map where a stage ends
 * in a single edge; a map and a mask, or several maps that a decoder reads, where it does not.
 *
 * @param values names of nodes, in the graph's order
 */
public record Cut(List<String> values) {
  /** Copies the values and rejects none. */
  public Cut {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("a cut has no values; name at least one node");
    }
  }

  /**
   * Cuts at a single edge.
   *
   * @param value name of the node that gives it
   * @return the cut
   */
  public static Cut at(String value) {
    return new Cut(List.of(value));
  }

  /** Names the values, a single one by its name alone. */
  @Override
  public String toString() {
    return String.join(" and ", values);
  }
}
