package dev.graft.weights;

import static java.util.stream.Collectors.joining;

import java.util.List;

/**
 * What {@link StateDict#select(dev.graft.graph.Graph, MayMiss)} found; prints as a sentence or two.
 *
 * @param weights the tensors that the graph has a place for
 * @param missing names of the graph's parameters that got none, in the graph's order
 * @param unused names of the tensors that the graph has no place for, in file order
 */
public record Selection(StateDict weights, List<String> missing, List<String> unused) {
  private static final int MOST_SHOWN = 20;

  /** Copies the lists. */
  public Selection {
    missing = List.copyOf(missing);
    unused = List.copyOf(unused);
  }

  /** Says what was taken, what is missing and what was not used. */
  @Override
  public String toString() {
    int taken = weights.names().size();
    return taken
        + " of "
        + (taken + missing.size())
        + " tensors taken; missing: "
        + listed(missing)
        + "; not used: "
        + listed(unused);
  }

  private static String listed(List<String> names) {
    String first = names.stream().limit(MOST_SHOWN).map(Excerpt::of).collect(joining(", "));
    int more = names.size() - MOST_SHOWN;
    return names.isEmpty() ? "none" : more > 0 ? first + ", … " + more + " more" : first;
  }
}
