package dev.graft.engine;

import dev.graft.graph.Cut;
import dev.graft.graph.Dropout;
import dev.graft.graph.Graph;
import dev.graft.graph.Node;
import dev.graft.graph.Op;
import dev.graft.graph.Parameter;
import dev.graft.graph.Stage;
import dev.graft.infer.Quantization;
import dev.graft.weights.StateDict;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A snapshot of a model as training and evaluation see it.
 *
 * @param graph from image to logits
 * @param weights every parameter of the graph
 * @param frozen names of the nodes that never change
 * @param engine that trains it
 * @param int8 how frozen layers compute in whole numbers; empty: all in float
 */
public record Network(
    Graph graph,
    StateDict weights,
    Set<String> frozen,
    String engine,
    Optional<Quantization> int8) {

  /** Copies the frozen set. */
  public Network {
    frozen = Set.copyOf(frozen);
  }

  /**
   * Takes a network that computes in float.
   *
   * @param graph from image to logits
   * @param weights every parameter of the graph
   * @param frozen names of the nodes that never change
   * @param engine that trains it
   */
  public Network(Graph graph, StateDict weights, Set<String> frozen, String engine) {
    this(graph, weights, frozen, engine, Optional.empty());
  }

  /**
   * Leaves all layers in float.
   *
   * @return the same network otherwise
   */
  public Network inFloat() {
    return new Network(graph, weights, frozen, engine);
  }

  /**
   * Tells what decides how a slice computes besides its layers and weights.
   *
   * @param slice of this network
   * @return empty where all of it computes in float
   */
  public String precision(Graph slice) {
    return int8.map(how -> how.text(slice)).orElse("");
  }

  /**
   * Finds the freeze boundary: everything up to there is frozen, so it can be compiled, and its
   * values are all that the live slice needs.
   *
   * @return the cut; the inputs where the first stage already learns
   */
  public Cut boundary() {
    String last = graph.inputs().get(0);
    for (Stage stage : graph.stages()) {
      if (!stage.nodes().stream().allMatch(this::still)) {
        break;
      }
      last = stage.output();
    }
    Cut cut = graph.cutAfter(last);
    boolean chain = cut.values().equals(List.of(last)) && !last.equals(graph.output());
    return chain ? graph.cutAfter(alongConstantChain(last)) : cut;
  }

  private String alongConstantChain(String last) {
    String cut = last;
    for (Node node : graph.nodes()) {
      boolean next = node.inputs().equals(List.of(cut)) && readers(cut) == 1;
      if (next && constant(node.op()) && !node.name().equals(graph.output())) {
        cut = node.name();
      }
    }
    return cut;
  }

  private long readers(String name) {
    return graph.nodes().stream().filter(n -> n.inputs().contains(name)).count();
  }

  private boolean still(String name) {
    return frozen.contains(name) || constant(node(name).op());
  }

  private static boolean constant(Op op) {
    return op.parameters().stream().noneMatch(Parameter::learned) && !(op instanceof Dropout);
  }

  private Node node(String name) {
    return graph.nodes().stream().filter(n -> n.name().equals(name)).findFirst().orElseThrow();
  }

  /**
   * Says what learns.
   *
   * @return {@code head of resnet18}, {@code block5 … head of efficientnet_lite0}
   */
  public String learners() {
    List<String> live =
        graph.stages().stream()
            .filter(stage -> !stage.nodes().stream().allMatch(this::still))
            .map(Stage::group)
            .distinct()
            .toList();
    String which = live.size() == 1 ? live.get(0) : live.get(0) + " … " + live.get(live.size() - 1);
    return which + " of " + graph.name();
  }

  /**
   * Measures the parameters.
   *
   * @return bytes
   */
  public long bytes() {
    return Float.BYTES
        * graph.parameters().values().stream().mapToLong(p -> p.shape().size()).sum();
  }

  /**
   * Lists what learns: parameters of unfrozen nodes, running statistics left out.
   *
   * @return full names, in the graph's order
   */
  public Set<String> trainable() {
    Set<String> names = new LinkedHashSet<>();
    for (Node node : graph.nodes()) {
      if (!frozen.contains(node.name())) {
        node.op().parameters().stream()
            .filter(Parameter::learned)
            .forEach(p -> names.add(node.key(p)));
      }
    }
    return names;
  }
}
