package dev.graft.graph;

import java.util.List;

/**
 * One named step of a graph.
 *
 * @param name unique in its graph; with a parameter's name appended it is the state dict's name, as
 *     in {@code conv_stem.weight}
 * @param op what it computes
 * @param inputs names of the nodes that feed it, all earlier in the graph
 */
public record Node(String name, Op op, List<String> inputs) {
  /** Copies the inputs. */
  public Node {
    inputs = List.copyOf(inputs);
  }

  /**
   * Names a parameter as the state dict does.
   *
   * @param parameter one of the op's
   * @return {@code name.parameter}; the node's name alone for {@link Parameter#NODE}
   */
  public String key(Parameter parameter) {
    return key(parameter.name());
  }

  /**
   * Names a parameter as the state dict does.
   *
   * @param parameter name of one of the op's
   * @return {@code name.parameter}; the node's name alone for {@link Parameter#NODE}
   */
  public String key(String parameter) {
    return parameter.equals(Parameter.NODE) ? name : name + "." + parameter;
  }
}
