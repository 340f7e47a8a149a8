package dev.graft.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The words in which a family is written. Each appends a node after the last one and makes it the
 * last one; {@link #stage} and {@link #block} close the run of nodes since the stage before.
 *
 * <pre>{@code
 * var net = GraphBuilder.input("tiny", 3, 32, 32);
 * net.conv("conv1", 8, 3, 2, Padding.all(1)).batchNorm("bn1", 1e-5).relu6("relu1").stage("stem");
 * net.globalAveragePool("pool").linear("classifier", 10);
 * Graph graph = net.head();
 * }</pre>
 */
public final class GraphBuilder extends Layering {
  private final String name;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Stage> stages = new ArrayList<>();
  private final Map<String, Shape> shapes = new HashMap<>();
  private int staged = 1;
  private String last;

  private GraphBuilder(String name, String inputName, Shape input) {
    this.name = name;
    append(inputName, new Input(input), List.of(), input);
  }

  /**
   * Begins a network.
   *
   * @param name of the architecture
   * @param channels of the input image
   * @param height in pixels
   * @param width in pixels
   * @return the builder
   */
  public static GraphBuilder input(String name, int channels, int height, int width) {
    return new GraphBuilder(name, "input", Shape.of(channels, height, width));
  }

  /**
   * Begins a network that reads no image.
   *
   * @param name of the architecture
   * @param node the input's name
   * @param shape of one sample
   * @return the builder
   */
  public static GraphBuilder input(String name, String node, Shape shape) {
    return new GraphBuilder(name, node, shape);
  }

  /**
   * Begins a network of several inputs with one more, which {@link #from} can read.
   *
   * @param node its name
   * @param shape of one sample
   * @return this
   */
  public GraphBuilder input(String node, Shape shape) {
    String before = last;
    append(node, new Input(shape), List.of(), shape);
    staged = nodes.size();
    last = before;
    return this;
  }

  /**
   * Goes on after a network, for example to put a head on it.
   *
   * @param graph whose output the next node reads; its stages are kept
   * @return the builder
   */
  public static GraphBuilder onto(Graph graph) {
    Node first = graph.nodes().get(0);
    var builder = new GraphBuilder(graph.name(), first.name(), graph.inputShape());
    builder.nodes.clear();
    builder.nodes.addAll(graph.nodes());
    builder.stages.addAll(graph.stages());
    builder.staged = builder.nodes.size();
    graph.nodes().forEach(node -> builder.shapes.put(node.name(), graph.shape(node.name())));
    builder.last = graph.output();
    return builder;
  }

  /**
   * Tells what the last node produces.
   *
   * @return its shape, without the batch
   */
  @Override
  public Shape shape() {
    return shapes.get(last);
  }

  /**
   * Names the last node, so that {@link #add} or {@link #from} can come back to it.
   *
   * @return its name
   */
  public String last() {
    return last;
  }

  /**
   * Begins a second branch: the next node reads an earlier one.
   *
   * @param node the earlier one's name
   * @return this
   */
  public GraphBuilder from(String node) {
    last = known(node);
    return this;
  }

  private String known(String node) {
    if (!shapes.containsKey(node)) {
      throw new IllegalArgumentException("no node \"" + node + "\" in " + name + " yet");
    }
    return node;
  }

  /**
   * Adds an earlier node's output to the last one's.
   *
   * @param node its name
   * @param other the earlier node, for example a block's input
   * @return this
   */
  public GraphBuilder add(String node, String other) {
    return append(node, new Add(), List.of(last, other), shape());
  }

  /**
   * Puts the channels of several nodes one after another.
   *
   * @param node its name
   * @param inputs names of earlier nodes, in order
   * @return this
   */
  public GraphBuilder concat(String node, List<String> inputs) {
    Op concat = new Concat();
    List<Shape> shapes = inputs.stream().map(this::known).map(this.shapes::get).toList();
    return append(node, concat, inputs, concat.output(shapes));
  }

  /**
   * Multiplies each channel of an earlier node's output by the last one's number for it, as
   * squeeze-and-excitation does.
   *
   * @param node its name
   * @param other the earlier node, {@code (C, H, W)}; the last one gives {@code (C, 1, 1)}
   * @return this
   */
  public GraphBuilder scale(String node, String other) {
    Op op = new Multiply();
    return append(node, op, List.of(other, last), op.output(List.of(shapes.get(other), shape())));
  }

  /**
   * Closes a stage that is no repeated block: a stem, a last convolution.
   *
   * @param stage its name
   * @return this
   */
  public GraphBuilder stage(String stage) {
    return close(stage, Stage.Kind.PLAIN);
  }

  /**
   * Closes one of the repeated blocks.
   *
   * @param stage its name, such as {@code block2.1}
   * @return this
   */
  public GraphBuilder block(String stage) {
    return close(stage, Stage.Kind.BLOCK);
  }

  /**
   * Closes the head and with it the network.
   *
   * @return the graph
   */
  public Graph head() {
    return close("head", Stage.Kind.HEAD).build();
  }

  /**
   * Ends the network where it stands.
   *
   * @return the graph
   */
  public Graph build() {
    return new Graph(name, nodes, stages);
  }

  private GraphBuilder close(String stage, Stage.Kind kind) {
    var names = nodes.subList(staged, nodes.size()).stream().map(Node::name).toList();
    stages.add(new Stage(stage, kind, names));
    staged = nodes.size();
    return this;
  }

  /**
   * Appends any op that reads the last node alone.
   *
   * @param node its name
   * @param op what it computes
   * @return this
   */
  @Override
  public GraphBuilder then(String node, Op op) {
    return append(node, op, List.of(last), op.output(List.of(shape())));
  }

  /**
   * Appends any op that reads the last node and an earlier one, as attention reads a mask.
   *
   * @param node its name
   * @param op what it computes
   * @param other the earlier node
   * @return this
   */
  public GraphBuilder then(String node, Op op, String other) {
    List<Shape> read = List.of(shape(), shapes.get(known(other)));
    return append(node, op, List.of(last, other), op.output(read));
  }

  private GraphBuilder append(String node, Op op, List<String> inputs, Shape output) {
    nodes.add(new Node(node, op, inputs));
    shapes.put(node, output);
    last = node;
    return this;
  }
}
