package dev.graft.train;

import java.util.Set;

/**
 * A part of a training: what learns in it, and how.
 *
 * @param frozen names of the nodes that do not learn in it
 * @param options how the others do
 */
public record Phase(Set<String> frozen, FineTune options) {
  /** Copies the names. */
  public Phase {
    frozen = Set.copyOf(frozen);
  }
}
