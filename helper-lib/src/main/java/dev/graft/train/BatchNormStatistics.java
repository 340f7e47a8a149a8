package dev.graft.train;

import dev.graft.engine.Network;
import dev.graft.graph.Node;
import java.util.Set;
import java.util.stream.Collectors;

/** What an unfrozen batch normalization does with its running mean and variance while training. */
public enum BatchNormStatistics {
  /**
   * Uses the stored ones and leaves them alone; gamma and beta learn. Right for small data sets,
   * and what the Keras guide to transfer learning recommends ({@code training=False}).
   */
  STORED,
  /**
   * Normalizes by each batch and moves the stored ones along, with a momentum of 0.9: each becomes
   * 0.9 of itself and 0.1 of the batch's. PyTorch's variance of n values is divided by n − 1,
   * MXNet's by n.
   */
  UPDATED;

  /** Names the nodes of a network whose statistics move, if they have any. */
  Set<String> moving(Network network) {
    return this == STORED
        ? Set.of()
        : network.graph().nodes().stream()
            .map(Node::name)
            .filter(name -> !network.frozen().contains(name))
            .collect(Collectors.toSet());
  }
}
