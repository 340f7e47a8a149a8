package dev.graft.graph;

import java.util.List;

/**
 * A run of nodes after which the network may be cut, frozen and cached; in most families it ends in
 * a single edge.
 *
 * <p>Names read like the paper's table, {@code stem}, {@code block2.1}, {@code block2.2}, {@code
 * top}, {@code head}; the part before the dot names the group.
 *
 * @param name unique in its graph
 * @param kind what {@code Layers.last(n)} counts
 * @param nodes names of its nodes, in order; the last one is its output
 */
public record Stage(String name, Kind kind, List<String> nodes) {

  /** What a stage is to its network. */
  public enum Kind {
    /** The layers around the repeated blocks: a stem, a last convolution. */
    PLAIN,
    /** One of the blocks that the family repeats, counted by {@code Layers.last(n)}. */
    BLOCK,
    /** Pooling and classifier, which {@code replaceHead} replaces. */
    HEAD
  }

  /** Copies the nodes and rejects a stage without any. */
  public Stage {
    nodes = List.copyOf(nodes);
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("stage \"" + name + "\" has no nodes");
    }
  }

  /**
   * Names the node at which the network may be cut.
   *
   * @return the last node
   */
  public String output() {
    return nodes.get(nodes.size() - 1);
  }

  /**
   * Names the group that this stage belongs to.
   *
   * @return {@code block2} for {@code block2.1}; the name itself where there is no dot
   */
  public String group() {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
