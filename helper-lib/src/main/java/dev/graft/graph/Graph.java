package dev.graft.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
  private final List<String> inputs;
  private final List<String> outputs;

  /**
   * Checks and keeps a network.
   *
   * @param name of the architecture
   * @param nodes inputs before users; the first is an {@link Input}, the last is the output
   * @param stages in order, each over consecutive nodes; may be empty
   * @throws IllegalArgumentException when a name repeats, an input is unknown or shapes do not fit
   */
  public Graph(String name, List<Node> nodes, List<Stage> stages) {
    this(name, nodes, stages, Cut.at(nodes.get(nodes.size() - 1).name()));
  }

  private Graph(String name, List<Node> nodes, List<Stage> stages, Cut outputs) {
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
    this.inputs = nodes.stream().filter(Slicing::isInput).map(Node::name).toList();
    this.outputs = outputs.values();
    this.outputs.forEach(this::shape);
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
   * Names what feeds the network.
   *
   * @return its {@link Input} nodes, in order; most networks have one
   */
  public List<String> inputs() {
    return inputs;
  }

  /**
   * Names the values that the network gives.
   *
   * @return one, or all that are read behind the cut that this slice ends at
   */
  public List<String> outputs() {
    return outputs;
  }

  /**
   * Tells the shape of the first input.
   *
   * @return {@code (C, H, W)}
   */
  public Shape inputShape() {
    return shape(inputs.get(0));
  }

  /**
   * Names the node whose value is the network's output, the last of several.
   *
   * @return for most networks the last node
   */
  public String output() {
    return outputs.get(outputs.size() - 1);
  }

  /**
   * Tells the shape of the output, the last of several.
   *
   * @return without the batch
   */
  public Shape outputShape() {
    return shape(output());
  }

  /**
   * Tells the shapes of some values.
   *
   * @param values names of nodes
   * @return theirs, without the batch
   */
  public List<Shape> shapes(List<String> values) {
    return values.stream().map(this::shape).toList();
  }

  /**
   * Counts the elements of some values together.
   *
   * @param values names of nodes
   * @return of one sample
   */
  public long size(List<String> values) {
    return shapes(values).stream().mapToLong(Shape::size).sum();
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
   * Finds what is read behind a node: where a network that is computed up to there can be cut.
   *
   * @param node its name
   * @return the values of that node and those before it, inputs too, that later nodes read
   */
  public Cut cutAfter(String node) {
    return slicing().cutAfter(node);
  }

  /**
   * Tells how far a cut lies behind the inputs.
   *
   * @param cut of this network
   * @return the place of its last value among the nodes; 0 for the inputs
   */
  public int position(Cut cut) {
    return slicing().position(cut);
  }

  /**
   * Keeps what a layer needs, from the input on.
   *
   * @param layer stage, group or node at which to end
   * @return the slice; its output is the layer's
   */
  public Graph until(String layer) {
    return until(Cut.at(resolve(layer)));
  }

  /**
   * Keeps what the values of a cut need, from the inputs on.
   *
   * @param cut at which to end
   * @return the slice; its outputs are the cut's values
   */
  public Graph until(Cut cut) {
    List<Node> kept = slicing().until(cut);
    return new Graph(name, kept, Slicing.within(stages, kept), cut);
  }

  /**
   * Keeps what follows a layer; its output becomes the new input.
   *
   * @param layer stage, group or node after which to begin
   * @return the slice, whose first node is an {@link Input} under the layer's name
   * @throws IllegalArgumentException when a later node also reads something before the cut
   */
  public Graph after(String layer) {
    return after(Cut.at(resolve(layer)), layer);
  }

  /**
   * Keeps what follows a cut; its values become the new inputs.
   *
   * @param cut after which to begin
   * @return the slice, which begins with an {@link Input} under the name of each value
   * @throws IllegalArgumentException when a later node also reads something before the cut
   */
  public Graph after(Cut cut) {
    return after(cut, cut.toString());
  }

  private Graph after(Cut cut, String layer) {
    List<Node> kept = new ArrayList<>();
    cut.values().forEach(v -> kept.add(new Node(v, new Input(shape(v)), List.of())));
    kept.addAll(slicing().after(cut, layer));
    return new Graph(name, kept, Slicing.within(stages, kept), new Cut(outputs));
  }

  /**
   * Feeds the same layers another shape.
   *
   * @param shape of the first input, {@code (C, H, W)}
   * @return a network of the same parameters
   * @throws IllegalArgumentException when a layer is of one size only
   */
  public Graph fed(int... shape) {
    List<Node> all = new ArrayList<>(nodes.values());
    all.set(0, new Node(inputs.get(0), new Input(Shape.of(shape)), List.of()));
    Graph fed = new Graph(name, all, stages, new Cut(outputs));
    if (!fed.parameters().equals(parameters())) {
      throw new IllegalArgumentException(name + " has parameters of one size only");
    }
    return fed;
  }

  private Slicing slicing() {
    return new Slicing(name, nodes(), inputs, outputs);
  }

  @Override
  public String toString() {
    return name + " " + inputShape() + " -> " + outputShape();
  }
}
