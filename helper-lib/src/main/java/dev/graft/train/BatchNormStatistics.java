package dev.graft.train;

import dev.graft.engine.Network;
import dev.graft.graph.Node;
import dev.graft.graph.Stage;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an unfrozen batch normalization of a backbone does with its running mean and variance while
 * training. Those of a head, which a decoder may have, begin with none and always follow.
 */
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
    Set<String> fresh =
        network.graph().stages().stream()
            .filter(stage -> stage.kind() == Stage.Kind.HEAD)
            .flatMap(stage -> stage.nodes().stream())
            .filter(name -> name.startsWith("head."))
            .collect(Collectors.toSet());
    return network.graph().nodes().stream()
        .map(Node::name)
        .filter(name -> !network.frozen().contains(name))
        .filter(name -> this == UPDATED || fresh.contains(name))
        .collect(Collectors.toSet());
  }
}
