package dev.graft.weights;

import static java.util.stream.Collectors.joining;

import dev.graft.graph.Graph;
import java.util.List;

/**
 * What a graph takes of weights that may be there in part; prints as a sentence or two.
 *
 * <pre>{@code
 * Selection selection = Selection.of(weights, graph, MayMiss.HEAD);
 * System.out.println(selection);
 * }</pre>
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

  /**
   * Takes what a graph needs, as far as it is there, and tells what is not; {@link
   * StateDict#select} takes all of it.
   *
   * @param weights that may have it
   * @param graph whose parameters are wanted
   * @param mayMiss which of them need not be there; a head's tensor of another shape, made for
   *     other classes, counts as missing where the head may miss
   * @return the tensors, in the graph's order, and what is missing and not used
   * @throws IllegalArgumentException when any other tensor is missing, the text names up to five,
   *     or has another shape
   */
  public static Selection of(StateDict weights, Graph graph, MayMiss mayMiss) {
    Fitting fitting = Fitting.of(weights.tensors(), graph, mayMiss);
    return new Selection(StateDict.of(fitting.taken()), fitting.missing(), fitting.unused());
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
