package dev.graft.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where a network can be cut, and what stands on either side of a cut.
 *
 * @param name of the network
 * @param nodes inputs before users
 * @param inputs names of what feeds it
 * @param outputs names of what it gives
 */
record Slicing(String name, List<Node> nodes, List<String> inputs, List<String> outputs) {

  static boolean isInput(Node node) {
    return node.op() instanceof Input;
  }

  /** Finds what is read behind a node. */
  Cut cutAfter(String node) {
    List<String> names = names();
    Set<String> before = new HashSet<>(names.subList(0, names.indexOf(node) + 1));
    before.addAll(inputs);
    Set<String> read = new HashSet<>(outputs);
    nodes.stream()
        .filter(later -> !before.contains(later.name()))
        .forEach(later -> read.addAll(later.inputs()));
    return new Cut(names.stream().filter(before::contains).filter(read::contains).toList());
  }

  /** Tells the place of a cut's last value among the nodes; 0 for the inputs. */
  int position(Cut cut) {
    List<String> names = names();
    return cut.values().stream()
        .filter(value -> !inputs.contains(value))
        .mapToInt(names::indexOf)
        .max()
        .orElse(0);
  }

  private List<String> names() {
    return nodes.stream().map(Node::name).toList();
  }

  /** Keeps what the values of a cut need. */
  List<Node> until(Cut cut) {
    Set<String> needed = new HashSet<>(cut.values());
    List<Node> kept = new ArrayList<>();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      if (needed.contains(node.name())) {
        needed.addAll(node.inputs());
        kept.add(node);
      }
    }
    Collections.reverse(kept);
    return kept;
  }

  /**
   * Keeps what follows a cut.
   *
   * @param layer by which the cut is named in a message
   */
  List<Node> after(Cut cut, String layer) {
    Set<String> before =
        until(cut).stream().map(Node::name).collect(Collectors.toCollection(HashSet::new));
    before.addAll(inputs);
    List<Node> kept = new ArrayList<>();
    for (Node node : nodes) {
      if (before.contains(node.name())) {
        continue;
      }
      for (String input : node.inputs()) {
        if (before.contains(input) && !cut.values().contains(input)) {
          throw new IllegalArgumentException(
              ("cannot cut %s after \"%s\": \"%s\" also reads \"%s\"; cut at the end of a stage")
                  .formatted(name, layer, node.name(), input));
        }
      }
      kept.add(node);
    }
    return kept;
  }

  /** Keeps of each stage the nodes that are left, but for inputs. */
  static List<Stage> within(List<Stage> stages, List<Node> kept) {
    Set<String> real = new HashSet<>();
    kept.stream().filter(n -> !isInput(n)).forEach(n -> real.add(n.name()));
    List<Stage> within = new ArrayList<>();
    for (Stage stage : stages) {
      List<String> left = stage.nodes().stream().filter(real::contains).toList();
      if (!left.isEmpty()) {
        within.add(new Stage(stage.name(), stage.kind(), left));
      }
    }
    return within;
  }
}
