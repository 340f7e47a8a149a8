package dev.graft.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An immutable network: nodes in an order in which they can be computed, and its stages.
 *
 * <pre>{@code
 * Graph body = graph.until("block6.1");   // input … block6.1
 * Graph rest = graph.after("block6.1");   // an input of block6.1's shape … logits
 * }</pre>
 */
public final class Graph {
  private final String name;
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, Shape> shapes = new LinkedHashMap<>();
  private final List<Stage> stages;
  private final String output;

  /**
   * Checks and keeps a network.
   *
   * @param name of the architecture
   * @param nodes inputs before users; the first is the one {@link Input}, the last is the output
   * @param stages in order, each over consecutive nodes; may be empty
   * @throws IllegalArgumentException when a name repeats, an input is unknown or shapes do not fit
   */
  public Graph(String name, List<Node> nodes, List<Stage> stages) {
    this.name = name;
    this.stages = List.copyOf(stages);
    for (Node node : nodes) {
      List<Shape> inputs = node.inputs().stream().map(this::shape).toList();
      Shape shape = node.op().output(inputs);
      if (this.nodes.put(node.name(), node) != null) {
        throw new IllegalArgumentException("node \"" + node.name() + "\" appears twice in " + name);
      }
      shapes.put(node.name(), shape);
    }
    this.output = nodes.get(nodes.size() - 1).name();
  }

  /**
   * Names the architecture.
   *
   * @return for example {@code efficientnet_lite0}
   */
  public String name() {
    return name;
  }

  /**
   * Lists the nodes.
   *
   * @return in an order in which they can be computed
   */
  public List<Node> nodes() {
    return List.copyOf(nodes.values());
  }

  /**
   * Lists the stages.
   *
   * @return from input to output
   */
  public List<Stage> stages() {
    return stages;
  }

  /**
   * Tells the shape of one input.
   *
   * @return {@code (C, H, W)}
   */
  public Shape inputShape() {
    return shapes.values().iterator().next();
  }

  /**
   * Names the node whose value is the network's output.
   *
   * @return the last node
   */
  public String output() {
    return output;
  }

  /**
   * Tells the shape of one output.
   *
   * @return without the batch
   */
  public Shape outputShape() {
    return shape(output);
  }

  /**
   * Tells what a node produces.
   *
   * @param node its name
   * @return the shape, without the batch
   */
  public Shape shape(String node) {
    Shape shape = shapes.get(node);
    if (shape == null) {
      throw new IllegalArgumentException("no node \"" + node + "\" in " + name);
    }
    return shape;
  }

  /**
   * Finds the node at which a stage, a group of stages or a single node ends.
   *
   * @param layer {@code block2.1}, {@code block2} or a node's name
   * @return the name of that node
   * @throws IllegalArgumentException when there is no such layer; the text lists what there is
   */
  public String resolve(String layer) {
    String found = null;
    for (Stage stage : stages) {
      if (stage.name().equals(layer) || stage.group().equals(layer)) {
        found = stage.output();
      }
    }
    if (found == null && nodes.containsKey(layer)) {
      found = layer;
    }
    if (found == null) {
      throw new IllegalArgumentException(
          "no layer \"" + layer + "\"; this backbone has " + describeGroups());
    }
    return found;
  }

  private String describeGroups() {
    Set<String> groups = new LinkedHashSet<>();
    stages.forEach(stage -> groups.add(stage.group()));
    return String.join(", ", groups);
  }

  /**
   * Lists what the state dict must hold.
   *
   * @return full name to parameter, in the order of the nodes
   */
  public Map<String, Parameter> parameters() {
    Map<String, Parameter> all = new LinkedHashMap<>();
    for (Node node : nodes.values()) {
      node.op().parameters().forEach(p -> all.put(node.key(p), p));
    }
    return Collections.unmodifiableMap(all);
  }

  /**
   * Keeps what a layer needs, from the input on.
   *
   * @param layer stage, group or node at which to end
   * @return the slice; its output is the layer's
   */
  public Graph until(String layer) {
    String end = resolve(layer);
    Set<String> needed = new HashSet<>(Set.of(end));
    List<Node> reversed = new ArrayList<>(nodes.values());
    Collections.reverse(reversed);
    List<Node> kept = new ArrayList<>();
    for (Node node : reversed) {
      if (needed.contains(node.name())) {
        needed.addAll(node.inputs());
        kept.add(0, node);
      }
    }
    return new Graph(name, kept, stagesWithin(kept));
  }

  /**
   * Keeps what follows a layer; its output becomes the new input.
   *
   * @param layer stage, group or node after which to begin
   * @return the slice, whose first node is an {@link Input} under the layer's name
   * @throws IllegalArgumentException when a later node also reads something before the cut
   */
  public Graph after(String layer) {
    String cut = resolve(layer);
    Set<String> before = until(cut).nodes().stream().map(Node::name).collect(Collectors.toSet());
    List<Node> kept = new ArrayList<>();
    kept.add(new Node(cut, new Input(shape(cut)), List.of()));
    for (Node node : nodes.values()) {
      if (before.contains(node.name())) {
        continue;
      }
      for (String input : node.inputs()) {
        if (before.contains(input) && !input.equals(cut)) {
          throw new IllegalArgumentException(
              "cannot cut "
                  + name
                  + " after \""
                  + layer
                  + "\": \""
                  + node.name()
                  + "\" also reads \""
                  + input
                  + "\"; cut at the end of a stage");
        }
      }
      kept.add(node);
    }
    return new Graph(name, kept, stagesWithin(kept));
  }

  private List<Stage> stagesWithin(List<Node> kept) {
    Set<String> real = new HashSet<>();
    kept.stream().filter(n -> !(n.op() instanceof Input)).forEach(n -> real.add(n.name()));
    List<Stage> within = new ArrayList<>();
    for (Stage stage : stages) {
      List<String> left = stage.nodes().stream().filter(real::contains).toList();
      if (!left.isEmpty()) {
        within.add(new Stage(stage.name(), stage.kind(), left));
      }
    }
    return within;
  }

  @Override
  public String toString() {
    return name + " " + inputShape() + " -> " + outputShape();
  }
}
